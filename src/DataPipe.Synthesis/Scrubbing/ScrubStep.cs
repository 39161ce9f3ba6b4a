using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Synthesis.Scrubbing;

/// <summary>Finds what assistants say of themselves, sentence by sentence, counts it in columns, and removes, renames or drops as its options say.</summary>
public sealed class ScrubStep(ScrubOptions options) : ICleaner<Sample>, IAnnotator<Sample>
{
    /// <summary>A sentence declines, and <see cref="ScrubOptions.Refusal"/> drops its sample.</summary>
    public static readonly DropReason Refusal = new("refusal");

    /// <summary>A sentence says which model speaks, and <see cref="ScrubOptions.Identity"/> drops its sample.</summary>
    public static readonly DropReason Identity = new("identity");

    /// <summary>A sentence tells the end of a model's knowledge, and <see cref="ScrubOptions.Cutoff"/> drops its sample.</summary>
    public static readonly DropReason Cutoff = new("cutoff");

    /// <summary>Too little of an answer was left without the sentences that went.</summary>
    public static readonly DropReason NothingLeft = new("nothing-left");

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [Refusal, Identity, Cutoff, NothingLeft];

    /// <summary>The columns that it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("refusal_sentences", NoteType.Integer, "Sentences of the assistant that decline, before any went."),
        new("identity_sentences", NoteType.Integer, "Sentences of the assistant that say which model it is or that it is one, before any went."),
        new("cutoff_sentences", NoteType.Integer, "Sentences of the assistant about the end of its knowledge, before any went."),
    ];

    private int _refusals, _identities, _cutoffs;

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
        (_refusals, _identities, _cutoffs) = (0, 0, 0);
        cleaned = record;
        ChatMessage[]? messages = null;
        DropReason? reason = null;
        for (var i = 0; i < record.Messages.Count; i++)
        {
            var message = record.Messages[i];
            if (message.Role != "assistant") continue;
            var content = Scrub(message.Content, ref reason);
            if (ReferenceEquals(content, message.Content)) continue;
            messages ??= [.. record.Messages];
            messages[i] = message with { Content = content };
            if (content.Length < options.MinChars) reason ??= NothingLeft;
        }

        if (reason is { } why) return Verdict.Drop(why);
        if (messages is not null) cleaned = record with { Messages = messages };
        return Verdict.Keep;
    }

    /// <inheritdoc/>
    public void Measure(Sample record, Span<NoteValue> notes)
    {
        notes[0] = NoteValue.Of((long)_refusals);
        notes[1] = NoteValue.Of((long)_identities);
        notes[2] = NoteValue.Of((long)_cutoffs);
    }

    private string Scrub(string answer, ref DropReason? reason)
    {
        StringBuilder? kept = null;
        foreach (var (start, length, isProse) in SentenceSpans.Of(answer))
        {
            var sentence = answer.AsSpan(start, length);
            var classes = isProse ? SentenceClasses.Of(sentence) : PhraseClasses.None;
            var (drop, rename) = (false, false);
            if ((classes & PhraseClasses.Refusal) != 0) Act(options.Refusal, Refusal, ref _refusals, ref reason);
            if ((classes & PhraseClasses.Identity) != 0) Act(options.Identity, Identity, ref _identities, ref reason);
            if ((classes & PhraseClasses.Cutoff) != 0) Act(options.Cutoff, Cutoff, ref _cutoffs, ref reason);
            if (drop || rename) kept ??= new StringBuilder(answer, 0, start, answer.Length);
            if (drop) continue;
            if (rename) kept!.Append(ModelNames.Replace(sentence.ToString(), options.Model, options.Maker));
            else kept?.Append(sentence);

            void Act(ScrubAction action, DropReason why, ref int count, ref DropReason? first)
            {
                count++;
                if (action == ScrubAction.DropSample) first ??= why;
                else if (action == ScrubAction.DropSentence) drop = true;
                else if (action == ScrubAction.Rename) rename = true;
            }
        }

        return kept is null ? answer : kept.ToString().Trim();
    }
}
