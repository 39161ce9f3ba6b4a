using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Synthesis.Scrubbing;

/// <summary>Finds what assistants say of themselves, sentence by sentence, counts it in columns, and removes, renames or drops as its options say.</summary>
public sealed class ScrubStep(ScrubOptions options) : ICleaner<Sample>, ICleaner<Preference>, IAnnotator<Sample>, IAnnotator<Preference>, ITextVisitor
{
    /// <summary>A sentence declines, and <see cref="ScrubOptions.Refusal"/> drops its record.</summary>
    public static readonly DropReason Refusal = new("refusal");

    /// <summary>A sentence says which model speaks, and <see cref="ScrubOptions.Identity"/> drops its record.</summary>
    public static readonly DropReason Identity = new("identity");

    /// <summary>A sentence tells the end of a model's knowledge, and <see cref="ScrubOptions.Cutoff"/> drops its record.</summary>
    public static readonly DropReason Cutoff = new("cutoff");

    /// <summary>Too little of an answer was left without the sentences that went.</summary>
    public static readonly DropReason NothingLeft = new("nothing-left");

    /// <summary>Without the sentences that went, the answers of a preference are one text.</summary>
    public static readonly DropReason SameText = new("same-text");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [Refusal, Identity, Cutoff, NothingLeft, SameText];

    /// <summary>The columns that it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("refusal_sentences", NoteType.Integer, "Sentences of the assistant that decline, before any went."),
        new("identity_sentences", NoteType.Integer, "Sentences of the assistant that say which model it is or that it is one, before any went."),
        new("cutoff_sentences", NoteType.Integer, "Sentences of the assistant about the end of its knowledge, before any went."),
    ];

    private int _refusals, _identities, _cutoffs;
    private DropReason? _reason;

    /// <summary>Makes the step; DP1343 when 'rename' has no name to put in or stands where there is none.</summary>
    public static ScrubStep Create(ScrubOptions options, StepScope scope)
    {
        if (options.Identity == ScrubAction.Rename && options.Model is null && options.Maker is null)
            scope.Faults.Add("DP1343", "'identity' is rename, and neither 'model' nor 'maker' says by which name", scope.At);
        if (options.Refusal == ScrubAction.Rename || options.Cutoff == ScrubAction.Rename)
            scope.Faults.Add("DP1343", "'rename' is for 'identity': refusals and cut-offs have no name", scope.At);
        return new ScrubStep(options);
    }

    /// <inheritdoc/>
    public Verdict Clean(Sample record, out Sample cleaned)
    {
        Begin();
        var scrubbed = this.Visit(record);
        cleaned = _reason is null ? scrubbed : record;
        return _reason is { } why ? Verdict.Drop(why) : Verdict.Keep;
    }

    /// <inheritdoc/>
    public Verdict Clean(Preference record, out Preference cleaned)
    {
        Begin();
        var scrubbed = this.Visit(record);
        if (_reason is null && !ReferenceEquals(scrubbed, record) && scrubbed.HasEqualAnswers) _reason = SameText;
        cleaned = _reason is null ? scrubbed : record;
        return _reason is { } why ? Verdict.Drop(why) : Verdict.Keep;
    }

    /// <inheritdoc/>
    public void Measure(Sample record, Span<NoteValue> notes) => Measure(notes);

    /// <inheritdoc/>
    public void Measure(Preference record, Span<NoteValue> notes) => Measure(notes);

    /// <inheritdoc/>
    string ITextVisitor.Visit(string text, TextPlace place)
    {
        if (place != TextPlace.Answer) return text;
        var scrubbed = Scrub(text);
        if (!ReferenceEquals(scrubbed, text) && scrubbed.Length < options.MinChars) _reason ??= NothingLeft;
        return scrubbed;
    }

    private void Begin() => (_refusals, _identities, _cutoffs, _reason) = (0, 0, 0, null);

    private void Measure(Span<NoteValue> notes)
    {
        notes[0] = NoteValue.Of((long)_refusals);
        notes[1] = NoteValue.Of((long)_identities);
        notes[2] = NoteValue.Of((long)_cutoffs);
    }

    private string Scrub(string answer)
    {
        StringBuilder? kept = null;
        foreach (var (start, length, isProse) in SentenceSpans.Of(answer))
        {
            var sentence = answer.AsSpan(start, length);
            var classes = isProse ? SentenceClasses.Of(sentence) : PhraseClasses.None;
            var (drop, rename) = (false, false);
            if ((classes & PhraseClasses.Refusal) != 0) Act(options.Refusal, Refusal, ref _refusals);
            if ((classes & PhraseClasses.Identity) != 0) Act(options.Identity, Identity, ref _identities);
            if ((classes & PhraseClasses.Cutoff) != 0) Act(options.Cutoff, Cutoff, ref _cutoffs);
            if (drop || rename) kept ??= new StringBuilder(answer, 0, start, answer.Length);
            if (drop) continue;
            if (rename) kept!.Append(ModelNames.Replace(sentence.ToString(), options.Model, options.Maker));
            else kept?.Append(sentence);

            void Act(ScrubAction action, DropReason why, ref int count)
            {
                count++;
                if (action == ScrubAction.DropSample) _reason ??= why;
                else if (action == ScrubAction.DropSentence) drop = true;
                else if (action == ScrubAction.Rename) rename = true;
            }
        }

        return kept is null ? answer : kept.ToString().Trim();
    }
}
