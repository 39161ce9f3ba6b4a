using DataPipe.Text.Hashing;

namespace DataPipe.Text.Signals;

/// <summary>Counts of a corpus's raw words and pairs of words in buckets by their hashes: what importance weights are made of.</summary>
/// <param name="Buckets">Counts by bucket.</param>
/// <param name="Documents">Documents that were counted.</param>
/// <param name="Words">Their words.</param>
public sealed record HashedNgramCounts(IReadOnlyList<long> Buckets, long Documents, long Words)
{
    /// <summary>Words of a document, on average.</summary>
    public double MeanWords => Documents == 0 ? 0 : (double)Words / Documents;

    /// <summary>The name of a word; never 0.</summary>
    internal static ulong Hash(ReadOnlySpan<byte> word) => XxHash64.Hash(word) | 1;

    internal static ulong Pair(ulong first, ulong second) => Mix64.Combine(first, second);

    internal static int Bucket(ulong hash, int buckets) => (int)Math.BigMul(hash, (ulong)buckets, out _);
}
