using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Words;

/// <summary>The special strings of the English tokeniser, with their cuts, and those that its rules would cut apart and that are put together again.</summary>
internal static class EnglishSpecials
{
    private static readonly int[][] PartEnds;
    private static readonly ByteTable Table;
    private static readonly int[][] MergePieceEnds;
    private static readonly int[][] MergePartEnds;
    private static readonly ByteTable Merges;
    private static readonly byte[] MergeBytes = new byte[256];

    static EnglishSpecials()
    {
        var marked = EnglishContractions.All();
        var texts = new List<string>();
        PartEnds = new int[marked.Count][];
        for (var i = 0; i < marked.Count; i++)
        {
            PartEnds[i] = Ends(marked[i]);
            texts.Add(marked[i].Replace("|", "", StringComparison.Ordinal));
            if (marked[i] is "=|" or ":|" or ":-|") (PartEnds[i], texts[i]) = ([marked[i].Length], marked[i]); // faces, not cuts
        }
        Table = new(texts);

        var mergeTexts = new List<string>();
        var pieceEnds = new List<int[]>();
        var partEnds = new List<int[]>();
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var pieces = default(TokenList);
            EnglishChunk.SplitByRules(bytes, splitCjk: false, ref pieces);
            if (pieces.Count >= 2)
            {
                mergeTexts.Add(text);
                MergeBytes[bytes[0]] = Math.Max(MergeBytes[bytes[0]], (byte)bytes.Length);
                var ends = new int[pieces.Count];
                for (var i = 0; i < ends.Length; i++) ends[i] = pieces[i];
                pieceEnds.Add(ends);
                partEnds.Add(PartEnds[Table.Find(bytes)]);
                MaxMergePieces = Math.Max(MaxMergePieces, ends.Length);
            }
            pieces.Dispose();
        }
        Merges = new(mergeTexts);
        MergePieceEnds = [.. pieceEnds];
        MergePartEnds = [.. partEnds];
    }

    /// <summary>The most pieces that one merged special string is made of.</summary>
    internal static int MaxMergePieces { get; }

    /// <summary>The length of the longest merged special string that begins with <paramref name="first"/>, in bytes; 0 when there is none.</summary>
    internal static int MaxMergeBytes(byte first) => MergeBytes[first];

    /// <summary>Whether <paramref name="text"/> is a special string.</summary>
    internal static bool Contains(ReadOnlySpan<byte> text) => Table.Contains(text);

    /// <summary>The ends of the parts of <paramref name="text"/> when it is a special string.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> text, out ReadOnlySpan<int> partEnds)
    {
        var at = Table.Find(text);
        partEnds = at < 0 ? default : PartEnds[at];
        return at >= 0;
    }

    /// <summary>The place of a special string that the rules cut into exactly <paramref name="pieces"/> pieces of <paramref name="text"/>, or -1; its piece ends must still be compared.</summary>
    internal static int FindMerge(ReadOnlySpan<byte> text, int pieces)
    {
        var at = Merges.Find(text);
        return at >= 0 && MergePieceEnds[at].Length == pieces ? at : -1;
    }

    /// <summary>Where the rules cut the merged special string.</summary>
    internal static ReadOnlySpan<int> PieceEndsOf(int merge) => MergePieceEnds[merge];

    /// <summary>Where the merged special string is cut in the end.</summary>
    internal static ReadOnlySpan<int> PartEndsOf(int merge) => MergePartEnds[merge];

    private static int[] Ends(string marked)
    {
        var ends = new List<int>();
        var at = 0;
        foreach (var part in marked.Split('|'))
        {
            at += Encoding.UTF8.GetByteCount(part);
            ends.Add(at);
        }
        return [.. ends];
    }
}
