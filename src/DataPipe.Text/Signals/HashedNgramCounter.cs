namespace DataPipe.Text.Signals;

/// <summary>Counts the raw words and pairs of words of texts in buckets. One thread.</summary>
public sealed class HashedNgramCounter(int buckets)
{
    private readonly long[] _buckets = new long[buckets];
    private readonly RawWords _words = new();
    private long _documents, _count;

    /// <summary>What was counted so far.</summary>
    public HashedNgramCounts Counts => new((long[])_buckets.Clone(), _documents, _count);

    /// <summary>Counts a text.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        _words.Read(utf8, null, null, this);
        _documents++;
        _count += _words.Count;
    }

    /// <summary>Counts a word, and the pair that it is with the word before; gives the word's hash.</summary>
    internal ulong Add(ReadOnlySpan<byte> word, ulong previous)
    {
        var hash = HashedNgramCounts.Hash(word);
        _buckets[HashedNgramCounts.Bucket(hash, _buckets.Length)]++;
        if (previous != 0) _buckets[HashedNgramCounts.Bucket(HashedNgramCounts.Pair(previous, hash), _buckets.Length)]++;
        return hash;
    }
}
