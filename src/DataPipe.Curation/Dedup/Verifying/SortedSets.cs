namespace DataPipe.Curation.Dedup.Verifying;

/// <summary>Compares sets that are written in ascending order.</summary>
internal static class SortedSets
{
    /// <summary>The Jaccard similarity, 0..1, of two sets, 0 of two empty ones; null where it is below <paramref name="least"/>, which is mostly told by a part of them.</summary>
    internal static double? Jaccard(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, double least)
    {
        int i = 0, j = 0, common = 0;
        while (i < first.Length && j < second.Length)
        {
            // All that is left may be common at best.
            if ((i & 31) == 0 && Jaccard(common + Math.Min(first.Length - i, second.Length - j), first.Length, second.Length) < least) return null;
            var (a, b) = (first[i], second[j]);
            if (a == b) common++;
            if (a <= b) i++;
            if (b <= a) j++;
        }

        var similarity = Jaccard(common, first.Length, second.Length);
        return similarity < least ? null : similarity;
    }

    private static double Jaccard(int common, int first, int second) => common == 0 ? 0 : common / ((double)first + second - common);
}
