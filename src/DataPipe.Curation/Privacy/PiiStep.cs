using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Privacy;

namespace DataPipe.Curation.Privacy;

/// <summary>Masks personal and secret text, notes how much of each kind there is, and drops documents with too much. Source: datatrove; Soldaini et al. 2024 (Dolma), arXiv:2402.00159.</summary>
public sealed class PiiStep : ICleaner<Document>, IAnnotator<Document>
{
    /// <summary>More finds than are allowed.</summary>
    public static readonly DropReason TooMuch = new("too-much-personal");

    private static readonly (string Name, string Column, string Plural, string Mark)[] Kinds =
    [
        ("email", "pii_emails", "E-mail addresses", "|||EMAIL_ADDRESS|||"), ("ip", "pii_ips", "IP addresses", "|||IP_ADDRESS|||"), ("phone", "pii_phones", "Telephone numbers", "|||PHONE_NUMBER|||"),
        ("credit-card", "pii_credit_cards", "Numbers of payment cards", "|||CREDIT_CARD|||"), ("iban", "pii_ibans", "Numbers of bank accounts", "|||IBAN|||"), ("key", "pii_keys", "Keys and tokens", "|||KEY|||"),
    ];

    private readonly PiiOptions _options;
    private readonly PersonalKind[] _kinds;
    private readonly PersonalScanner _scanner;
    private readonly byte[][][] _replacements; // by kind, in turn
    private readonly int[] _counts = new int[Kinds.Length];

    private PiiStep(PiiOptions options)
    {
        _options = options;
        _kinds = KindsOf(options);
        _scanner = new PersonalScanner(_kinds, options.PublicIpsOnly);
        _replacements = [.. Kinds.Select(k => options.Replacements.TryGetValue(k.Name, out var given) && given.Count > 0 ? given : [k.Mark]).Select(r => r.Select(Encoding.UTF8.GetBytes).ToArray())];
    }

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [TooMuch];

    /// <summary>Makes the step. No kind at all, or replacements of what is no kind, are fault DP1265.</summary>
    public static PiiStep Create(PiiOptions options, StepScope scope)
    {
        if (options.Kinds.Count == 0) scope.Faults.Add("DP1265", "step 'pii' looks for nothing: name at least one of its kinds", scope.At);
        foreach (var (name, texts) in options.Replacements)
        {
            if (Kinds.All(k => k.Name != name)) scope.Faults.Add("DP1265", $"'replacements' names '{name}', which is no kind{NearestName.Hint(name, Kinds.Select(k => k.Name))}", scope.At);
            else if (texts.Count == 0) scope.Faults.Add("DP1265", $"'replacements' gives nothing for '{name}': a text, or \"\" to take it out", scope.At);
        }

        return new PiiStep(options);
    }

    /// <summary>The columns it adds: one for each kind that is looked for.</summary>
    public static IReadOnlyList<NoteColumn> Columns(PiiOptions options) => [.. KindsOf(options).Select(k => new NoteColumn(Kinds[(int)k].Column, NoteType.Integer, $"{Kinds[(int)k].Plural} that were found."))];

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
    public void Measure(Document record, Span<NoteValue> notes)
    {
        for (var i = 0; i < _kinds.Length; i++) notes[i] = NoteValue.Of((long)_counts[(int)_kinds[i]]);
    }

    // Counts the kind, so that the next of it gets the next text.
    private byte[] Replacement(PersonalKind kind)
    {
        var texts = _replacements[(int)kind];
        return texts[_counts[(int)kind]++ % texts.Length];
    }

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
