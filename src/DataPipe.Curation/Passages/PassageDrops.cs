using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Passages;

/// <summary>Why documents go from which passages were removed.</summary>
public static class PassageDrops
{
    /// <summary>All of the document occurs elsewhere.</summary>
    public static readonly DropReason NothingLeft = new("nothing-left");

    /// <summary>Fewer words are left than min-words.</summary>
    public static readonly DropReason TooFewWords = new("too-few-words-left");

    /// <summary>Fewer sentences are left than min-sentences.</summary>
    public static readonly DropReason TooFewSentences = new("too-few-sentences-left");

    /// <summary>Sends on what is left of a document, or drops it.</summary>
    internal static ValueTask ReplaceAsync(this RecordFlow<Document> flow, Document document, byte[] left, PassageRules rules, CancellationToken cancellation) =>
        Reason(left, rules) is { } reason
            ? flow.DropAsync(document, rules.Stage, reason, cancellation)
            : flow.ReplaceAsync(document, document with { Text = new Utf8Text(left) }, cancellation);

    private static DropReason? Reason(ReadOnlySpan<byte> left, PassageRules rules)
    {
        if (Whitespace.TrimStart(left).IsEmpty) return NothingLeft;
        if (rules.MinWords is { } words && Words.Count(left, rules.Words) < words) return TooFewWords;
        if (rules.MinSentences is { } sentences && Sentences.Count(left, rules.Words) < sentences) return TooFewSentences;
        return null;
    }
}
