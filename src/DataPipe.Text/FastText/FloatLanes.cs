using System.Numerics;

namespace DataPipe.Text.FastText;

/// <summary>Sums and products of short vectors, several numbers at a time.</summary>
internal static class FloatLanes
{
    /// <summary>Adds <paramref name="row"/> to <paramref name="sums"/> of the same length.</summary>
    internal static void Add(Span<float> sums, ReadOnlySpan<float> row)
    {
        var at = 0;
        for (; at + Vector<float>.Count <= row.Length; at += Vector<float>.Count)
            (new Vector<float>(sums[at..]) + new Vector<float>(row[at..])).CopyTo(sums[at..]);
        for (; at < row.Length; at++) sums[at] += row[at];
    }

    /// <summary>Adds <paramref name="row"/>, each number times <paramref name="factor"/>, to <paramref name="sums"/>.</summary>
    internal static void Add(Span<float> sums, ReadOnlySpan<float> row, float factor)
    {
        var (at, factors) = (0, new Vector<float>(factor));
        for (; at + Vector<float>.Count <= row.Length; at += Vector<float>.Count)
            (new Vector<float>(sums[at..]) + factors * new Vector<float>(row[at..])).CopyTo(sums[at..]);
        for (; at < row.Length; at++) sums[at] += factor * row[at];
    }

    /// <summary>The product of two vectors of one length.</summary>
    internal static float Dot(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var (at, sums) = (0, Vector<float>.Zero);
        for (; at + Vector<float>.Count <= first.Length; at += Vector<float>.Count) sums += new Vector<float>(first[at..]) * new Vector<float>(second[at..]);
        var sum = Vector.Sum(sums);
        for (; at < first.Length; at++) sum += first[at] * second[at];
        return sum;
    }
}
