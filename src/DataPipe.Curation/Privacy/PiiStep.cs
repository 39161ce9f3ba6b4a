using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Privacy;

namespace DataPipe.Curation.Privacy;

/// <summary>Masks personal and secret text in records of any type, notes how much of each kind there is, and drops records with too much. Source: datatrove; Soldaini et al. 2024 (Dolma), arXiv:2402.00159.</summary>
public sealed class PiiStep : ICleaner<Document>, ICleaner<Sample>, ICleaner<Preference>, IAnnotator<Document>, IAnnotator<Sample>, IAnnotator<Preference>
{
    /// <summary>More finds than are allowed.</summary>
    public static readonly DropReason TooMuch = new("too-much-personal");

    /// <summary>The answers of a preference are one text once they are masked.</summary>
    public static readonly DropReason SameText = new("same-text");

    private readonly PiiOptions _options;
    private readonly PersonalKind[] _kinds;
    private readonly PersonalScanner _scanner;
    private readonly PersonalMarks _marks;
    private readonly ConversationMask _conversation;
    private readonly int[] _counts = new int[PersonalMarks.Kinds.Count];

    private PiiStep(PiiOptions options)
    {
        _options = options;
        _kinds = KindsOf(options);
        _scanner = new PersonalScanner(_kinds, options.PublicIpsOnly);
        _marks = new PersonalMarks(options);
        _conversation = new ConversationMask(_scanner, _marks, options.Mask);
    }

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [TooMuch, SameText];

    /// <summary>Makes the step. No kind at all, or replacements of what is no kind, are fault DP1265.</summary>
    public static PiiStep Create(PiiOptions options, StepScope scope)
    {
        if (options.Kinds.Count == 0) scope.Faults.Add("DP1265", "step 'pii' looks for nothing: name at least one of its kinds", scope.At);
        foreach (var (name, texts) in options.Replacements)
        {
            if (PersonalMarks.Kinds.All(k => k.Name != name)) scope.Faults.Add("DP1265", $"'replacements' names '{name}', which is no kind{NearestName.Hint(name, PersonalMarks.Kinds.Select(k => k.Name))}", scope.At);
            else if (texts.Count == 0) scope.Faults.Add("DP1265", $"'replacements' gives nothing for '{name}': a text, or \"\" to take it out", scope.At);
        }

        return new PiiStep(options);
    }

    /// <summary>The columns it adds: one for each kind that is looked for.</summary>
    public static IReadOnlyList<NoteColumn> Columns(PiiOptions options) => [.. KindsOf(options).Select(k => new NoteColumn(PersonalMarks.Kinds[(int)k].Column, NoteType.Integer, $"{PersonalMarks.Kinds[(int)k].Plural} that were found."))];

    /// <inheritdoc/>
    public Verdict Clean(Document record, out Document cleaned)
    {
        cleaned = record;
        var text = record.Text.Span;
        var found = _scanner.Scan(text);
        Array.Clear(_counts);
        if (found.IsEmpty) return Verdict.Keep;
        if (_options.Mask)
        {
            var length = text.Length;
            foreach (var find in found) length += Replacement(find.Kind).Length - find.Length;
            cleaned = record with { Text = new Utf8Text(Masked(text, found, length)) };
        }
        else
        {
            foreach (var find in found) _counts[(int)find.Kind]++;
        }

        return Verdict.DropIf(found.Length > _options.MaxFinds, TooMuch);
    }

    /// <inheritdoc/>
    public Verdict Clean(Sample record, out Sample cleaned)
    {
        _conversation.Begin();
        cleaned = _conversation.Visit(record);
        return EndOfConversation();
    }

    /// <inheritdoc/>
    public Verdict Clean(Preference record, out Preference cleaned)
    {
        _conversation.Begin();
        cleaned = _conversation.Visit(record);
        var verdict = EndOfConversation();
        return verdict.IsDrop ? verdict : Verdict.DropIf(!ReferenceEquals(cleaned, record) && cleaned.HasEqualAnswers, SameText);
    }

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes) => Measure(notes);

    /// <inheritdoc/>
    public void Measure(Sample record, Span<NoteValue> notes) => Measure(notes);

    /// <inheritdoc/>
    public void Measure(Preference record, Span<NoteValue> notes) => Measure(notes);

    private Verdict EndOfConversation()
    {
        _conversation.Counts.CopyTo(_counts);
        return Verdict.DropIf(_conversation.Found > _options.MaxFinds, TooMuch);
    }

    private void Measure(Span<NoteValue> notes)
    {
        for (var i = 0; i < _kinds.Length; i++) notes[i] = NoteValue.Of((long)_counts[(int)_kinds[i]]);
    }

    // Counts the kind, so that the next of it gets the next text.
    private byte[] Replacement(PersonalKind kind) => _marks.Utf8(kind, _counts[(int)kind]++);

    private byte[] Masked(ReadOnlySpan<byte> text, ReadOnlySpan<PersonalSpan> found, int length)
    {
        var masked = GC.AllocateUninitializedArray<byte>(length);
        Array.Clear(_counts);
        int read = 0, written = 0;
        foreach (var find in found)
        {
            text[read..find.Start].CopyTo(masked.AsSpan(written));
            written += find.Start - read;
            var replacement = Replacement(find.Kind);
            replacement.CopyTo(masked.AsSpan(written));
            written += replacement.Length;
            read = find.End;
        }

        text[read..].CopyTo(masked.AsSpan(written));
        return masked;
    }

    private static PersonalKind[] KindsOf(PiiOptions options) => [.. options.Kinds.Distinct().Order()];
}
