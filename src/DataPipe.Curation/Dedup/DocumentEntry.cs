using System.Runtime.InteropServices;
using System.Text;
using DataPipe.Core.Records;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Dedup;

/// <summary>What the choice among duplicates looks at in a document.</summary>
/// <param name="Order">Hash of the id.</param>
/// <param name="Tie">Hash of source and URL, for different documents of one id.</param>
/// <param name="TextHigh">Upper half of the text's hash.</param>
/// <param name="TextLow">Lower half of the text's hash.</param>
/// <param name="LengthBytes">Length of the text.</param>
/// <param name="Input">Index of the dataset among the stage's inputs.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DocumentEntry(ulong Order, ulong Tie, ulong TextHigh, ulong TextLow, int LengthBytes, int Input)
{
    internal static DocumentEntry Of(Document document, ContentHash text, int input) => new(
        HashOf(document.Id),
        Mix64.Combine(HashOf(document.Source), HashOf(document.Url ?? "")),
        text.High,
        text.Low,
        document.Text.LengthBytes,
        input);

    internal bool HasTextOf(DocumentEntry other) => TextHigh == other.TextHigh && TextLow == other.TextLow;

    /// <summary>Whether this one rather than another is kept; false for two that cannot be told apart.</summary>
    internal bool IsBetterThan(DocumentEntry other, DedupKeep keep)
    {
        if (keep == DedupKeep.Longest && LengthBytes != other.LengthBytes) return LengthBytes > other.LengthBytes;
        if (keep == DedupKeep.EarliestInput && Input != other.Input) return Input < other.Input;
        if (Order != other.Order) return Order < other.Order;
        if (Tie != other.Tie) return Tie < other.Tie;
        return TextHigh != other.TextHigh ? TextHigh < other.TextHigh : TextLow < other.TextLow;
    }

    private static ulong HashOf(string text)
    {
        Span<byte> utf8 = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(text, utf8, out var bytes) ? XxHash64.Hash(utf8[..bytes]) : XxHash64.Hash(Encoding.UTF8.GetBytes(text));
    }
}
