namespace DataPipe.Curation.Benchmarks;

/// <summary>A plain suffix array in linear time, to compare with: induced sorting of suffixes. Source: Nong, Zhang and Chan 2009 (SA-IS).</summary>
internal static class SuffixArray
{
    /// <summary>Starts of the suffixes of a text in their order, [text].</summary>
    internal static int[] Of(byte[] text)
    {
        var symbols = new int[text.Length + 1]; // A smallest symbol at the end.
        for (var i = 0; i < text.Length; i++) symbols[i] = text[i] + 1;
        var suffixes = new int[symbols.Length];
        Sort(symbols, suffixes, symbols.Length, 257);
        return suffixes[1..];
    }

    /// <summary>Symbols that each suffix shares with the one before it in the array, [text]. Source: Kasai et al. 2001.</summary>
    internal static int[] CommonPrefixes(byte[] text, int[] suffixes)
    {
        var rank = new int[text.Length];
        for (var i = 0; i < suffixes.Length; i++) rank[suffixes[i]] = i;
        var common = new int[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (rank[i] == 0)
            {
                length = 0;
                continue;
            }

            var other = suffixes[rank[i] - 1];
            while (i + length < text.Length && other + length < text.Length && text[i + length] == text[other + length]) length++;
            common[rank[i]] = length;
            if (length > 0) length--;
        }

        return common;
    }

    private static void Sort(ReadOnlySpan<int> text, Span<int> suffixes, int count, int letters)
    {
        var isSmall = new bool[count];
        isSmall[count - 1] = true;
        for (var i = count - 2; i >= 0; i--) isSmall[i] = text[i] < text[i + 1] || (text[i] == text[i + 1] && isSmall[i + 1]);
        var buckets = new int[letters];

        Ends(text, buckets);
        suffixes[..count].Fill(-1);
        for (var i = 1; i < count; i++)
            if (isSmall[i] && !isSmall[i - 1])
                suffixes[--buckets[text[i]]] = i;
        Induce(text, suffixes, count, isSmall, buckets);

        var starts = 0;
        for (var i = 0; i < count; i++)
            if (suffixes[i] > 0 && isSmall[suffixes[i]] && !isSmall[suffixes[i] - 1])
                suffixes[starts++] = suffixes[i];
        suffixes[starts..count].Fill(-1);
        var (names, last) = (0, -1);
        for (var i = 0; i < starts; i++)
        {
            var start = suffixes[i];
            if (last < 0 || !SamePiece(text, isSmall, last, start, count)) names++;
            last = start;
            suffixes[starts + start / 2] = names - 1;
        }

        for (int i = count - 1, to = count - 1; i >= starts; i--)
            if (suffixes[i] >= 0)
                suffixes[to--] = suffixes[i];
        var reduced = suffixes[(count - starts)..count].ToArray();
        if (names < starts) Sort(reduced, suffixes, starts, names);
        else
            for (var i = 0; i < starts; i++)
                suffixes[reduced[i]] = i;

        for (int i = 1, to = 0; i < count; i++)
            if (isSmall[i] && !isSmall[i - 1])
                reduced[to++] = i;
        for (var i = 0; i < starts; i++) suffixes[i] = reduced[suffixes[i]];
        suffixes[starts..count].Fill(-1);
        Ends(text, buckets);
        for (var i = starts - 1; i >= 0; i--)
        {
            var start = suffixes[i];
            suffixes[i] = -1;
            suffixes[--buckets[text[start]]] = start;
        }

        Induce(text, suffixes, count, isSmall, buckets);
    }

    private static void Induce(ReadOnlySpan<int> text, Span<int> suffixes, int count, bool[] isSmall, int[] buckets)
    {
        Ends(text, buckets);
        for (var i = buckets.Length - 1; i > 0; i--) buckets[i] = buckets[i - 1];
        buckets[0] = 0;
        for (var i = 0; i < count; i++)
            if (suffixes[i] > 0 && !isSmall[suffixes[i] - 1])
                suffixes[buckets[text[suffixes[i] - 1]]++] = suffixes[i] - 1;
        Ends(text, buckets);
        for (var i = count - 1; i >= 0; i--)
            if (suffixes[i] > 0 && isSmall[suffixes[i] - 1])
                suffixes[--buckets[text[suffixes[i] - 1]]] = suffixes[i] - 1;
    }

    private static void Ends(ReadOnlySpan<int> text, int[] buckets)
    {
        Array.Clear(buckets);
        foreach (var letter in text) buckets[letter]++;
        for (var i = 1; i < buckets.Length; i++) buckets[i] += buckets[i - 1];
    }

    private static bool SamePiece(ReadOnlySpan<int> text, bool[] isSmall, int left, int right, int count)
    {
        for (var i = 0; ; i++)
        {
            if (left + i >= count || right + i >= count || text[left + i] != text[right + i] || isSmall[left + i] != isSmall[right + i]) return false;
            if (i > 0 && ((isSmall[left + i] && !isSmall[left + i - 1]) || (isSmall[right + i] && !isSmall[right + i - 1]))) return true;
        }
    }
}
