using System.Buffers;
using System.Runtime.CompilerServices;

namespace DataPipe.Text.Words;

/// <summary>
/// Cuts a chunk, text without whitespace, into tokens: edges first, then the inside, then special strings put together again.
/// Source: the algorithm of spaCy 3's tokenizer as its documentation tells it.
/// </summary>
internal static class EnglishChunk
{
    /// <summary>Writes the ends of the tokens of <paramref name="chunk"/>, in order, into <paramref name="ends"/>; without ASCII digits, rules about numbers need no look.</summary>
    internal static void Split(ReadOnlySpan<byte> chunk, bool splitCjk, bool hasDigit, ref TokenList ends)
    {
        ends.Clear();
        if (EnglishSpecials.TryFind(chunk, out var parts))
        {
            foreach (var end in parts) ends.Add(end);
            return;
        }
        Split(chunk, splitCjk, hasDigit, useSpecials: true, ref ends);
        if (ends.Count >= 2) Merge(chunk, ref ends);
    }

    /// <summary>As <see cref="Split(ReadOnlySpan{byte}, bool, bool, ref TokenList)"/>, by the rules alone, without special strings.</summary>
    internal static void SplitByRules(ReadOnlySpan<byte> chunk, bool splitCjk, ref TokenList ends) => Split(chunk, splitCjk, hasDigit: true, useSpecials: false, ref ends);

    [SkipLocalsInit]
    private static void Split(ReadOnlySpan<byte> chunk, bool splitCjk, bool hasDigit, bool useSpecials, ref TokenList ends)
    {
        int start = 0, end = chunk.Length;
        Unsafe.SkipInit(out TokenList suffixEnds); // 128 bytes that most chunks never touch
        suffixEnds.Start();
        while (start < end)
        {
            var core = chunk[start..end];
            if (useSpecials && core.Length < chunk.Length && EnglishSpecials.Contains(core)) break;
            var prefix = EnglishEdges.Prefix(core);
            if (prefix > 0 && useSpecials && EnglishSpecials.Contains(core[prefix..]))
            {
                ends.Add(start += prefix);
                break;
            }
            var suffix = EnglishEdges.Suffix(core[prefix..], hasDigit);
            if (suffix > 0)
            {
                suffixEnds.Add(end);
                end -= suffix;
                if (useSpecials && EnglishSpecials.Contains(core[..^suffix])) break;
            }
            if (prefix > 0) ends.Add(start += prefix);
            if (prefix == 0 && suffix == 0) break;
        }

        if (start < end)
        {
            if (useSpecials && EnglishSpecials.TryFind(chunk[start..end], out var parts))
                foreach (var part in parts) ends.Add(start + part);
            else
                Inside(chunk[start..end], start, splitCjk, ref ends);
        }
        for (var i = suffixEnds.Count - 1; i >= 0; i--) ends.Add(suffixEnds[i]);
        suffixEnds.Dispose();
    }

    private static void Inside(ReadOnlySpan<byte> core, int offset, bool splitCjk, ref TokenList ends)
    {
        var last = 0;
        var at = EnglishInfixes.Next(core, 0, splitCjk, out var length);
        if (at >= 0 && core.Contains((byte)'.') && !(splitCjk && HasCjk(core)) && UrlShape.Matches(core)) at = -1;
        while (at >= 0)
        {
            if (at > 0 || (splitCjk && (RuneTraits.First(core, out _) & RuneTrait.Cjk) != 0)) // the rules leave a cut at the very front alone
            {
                if (at > last) ends.Add(offset + at);
                ends.Add(offset + (last = at + length));
            }
            at = EnglishInfixes.Next(core, at + length, splitCjk, out length);
        }
        if (last < core.Length) ends.Add(offset + core.Length);
    }

    private static bool HasCjk(ReadOnlySpan<byte> core)
    {
        for (var at = core.IndexOfAnyExceptInRange((byte)0, (byte)0x7F); at >= 0 && at < core.Length;)
        {
            if ((RuneTraits.First(core[at..], out var bytes) & RuneTrait.Cjk) != 0) return true;
            at += bytes;
        }
        return false;
    }

    // Special strings whose pieces lie side by side become one again, the longest first.
    private static void Merge(ReadOnlySpan<byte> chunk, ref TokenList ends)
    {
        if (!AnyMerge(chunk, ref ends)) return;
        var count = ends.Count;
        var taken = ArrayPool<int>.Shared.Rent(count); // 0 free, -1 inside a match, else 1 + the match that starts here
        taken.AsSpan(0, count).Clear();
        for (var pieces = Math.Min(EnglishSpecials.MaxMergePieces, count); pieces >= 2; pieces--)
        {
            for (var first = 0; first + pieces <= count; first++)
            {
                var match = MatchAt(chunk, ref ends, first, pieces);
                if (match < 0) continue;
                var free = taken[first] == 0 && taken[first + pieces - 1] == 0;
                for (var i = first; i < first + pieces; i++)
                    if (taken[i] == 0) taken[i] = -1;
                if (free) taken[first] = match + 1;
            }
        }

        var merged = default(TokenList);
        for (var i = 0; i < count;)
        {
            if (taken[i] <= 0)
            {
                merged.Add(ends[i++]);
                continue;
            }
            var start = i == 0 ? 0 : ends[i - 1];
            foreach (var part in EnglishSpecials.PartEndsOf(taken[i] - 1)) merged.Add(start + part);
            i += EnglishSpecials.PieceEndsOf(taken[i] - 1).Length;
        }
        ArrayPool<int>.Shared.Return(taken);
        ends.Clear();
        for (var i = 0; i < merged.Count; i++) ends.Add(merged[i]);
        merged.Dispose();
    }

    private static bool AnyMerge(ReadOnlySpan<byte> chunk, ref TokenList ends)
    {
        for (int first = 0, start = 0; first + 1 < ends.Count; start = ends[first++])
        {
            var maxBytes = EnglishSpecials.MaxMergeBytes(chunk[start]);
            for (var last = first + 1; last < ends.Count && ends[last] - start <= maxBytes; last++)
                if (MatchAt(chunk, ref ends, first, last - first + 1) >= 0) return true;
        }
        return false;
    }

    private static int MatchAt(ReadOnlySpan<byte> chunk, ref TokenList ends, int first, int pieces)
    {
        var start = first == 0 ? 0 : ends[first - 1];
        var end = ends[first + pieces - 1];
        if (end - start > EnglishSpecials.MaxMergeBytes(chunk[start])) return -1;
        var match = EnglishSpecials.FindMerge(chunk[start..end], pieces);
        if (match < 0) return -1;
        var pieceEnds = EnglishSpecials.PieceEndsOf(match);
        for (var i = 0; i < pieces; i++)
            if (ends[first + i] - start != pieceEnds[i]) return -1;
        return match;
    }
}
