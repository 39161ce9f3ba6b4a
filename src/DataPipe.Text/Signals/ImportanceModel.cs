using DataPipe.Text.Hashing;

namespace DataPipe.Text.Signals;

/// <summary>
/// How much more likely each bucket of hashed words and pairs is in some targets than in a source. Source: Xie et al. 2023 (DSIR), arXiv:2302.03169, as RedPajama-V2 uses it.
/// Everything may share it.
/// </summary>
public sealed class ImportanceModel
{
    private const double Smallest = 1e-8; // keeps logarithms finite, as RedPajama-V2 does
    private readonly float[] _differences; // by bucket, then target
    private readonly int _buckets;

    /// <summary>A model of several targets and one source, all of as many buckets.</summary>
    public ImportanceModel(HashedNgramCounts source, IReadOnlyList<HashedNgramCounts> targets)
    {
        (Source, Target, _buckets, Targets) = (source, targets, source.Buckets.Count, targets.Count);
        if (targets.Any(t => t.Buckets.Count != _buckets)) throw new ArgumentException("targets and source have different numbers of buckets", nameof(targets));
        _differences = new float[_buckets * Targets];
        double sourceSum = source.Buckets.Sum();
        for (var t = 0; t < Targets; t++)
        {
            double sum = targets[t].Buckets.Sum();
            for (var bucket = 0; bucket < _buckets; bucket++)
                _differences[bucket * Targets + t] = (float)(Math.Log(targets[t].Buckets[bucket] / sum + Smallest) - Math.Log(source.Buckets[bucket] / sourceSum + Smallest));
        }
    }

    /// <summary>The source.</summary>
    public HashedNgramCounts Source { get; }

    /// <summary>The targets.</summary>
    public IReadOnlyList<HashedNgramCounts> Target { get; }

    /// <summary>How many targets there are.</summary>
    public int Targets { get; }

    /// <summary>What the length of a text adds, by Poisson's law around the mean words of target and source.</summary>
    public double LengthCorrection(int target, long words) => Math.Log(Poisson(words, Target[target].MeanWords) + Smallest) - Math.Log(Poisson(words, Source.MeanWords) + Smallest);

    /// <summary>Adds what a word, and the pair that it is with the word before, are worth; gives the word's hash.</summary>
    internal ulong Add(ReadOnlySpan<byte> word, ulong previous, Span<double> sums)
    {
        var hash = HashedNgramCounts.Hash(word);
        Add(hash, sums);
        if (previous != 0) Add(HashedNgramCounts.Pair(previous, hash), sums);
        return hash;
    }

    private void Add(ulong hash, Span<double> sums)
    {
        var differences = _differences.AsSpan(HashedNgramCounts.Bucket(hash, _buckets) * Targets, Targets);
        for (var t = 0; t < differences.Length; t++) sums[t] += differences[t];
    }

    // exp(k ln m - m - ln k!), the factorial by Stirling's series.
    private static double Poisson(long count, double mean)
    {
        if (mean <= 0) return count == 0 ? 1 : 0;
        var k = (double)count;
        var factorial = count < 2 ? 0 : k * Math.Log(k) - k + 0.5 * Math.Log(2 * Math.PI * k) + 1 / (12 * k) - 1 / (360 * k * k * k);
        return Math.Exp(k * Math.Log(mean) - mean - factorial);
    }
}
