namespace DataPipe.Text.Hashing;

/// <summary>
/// A set of hashes in bounded memory that never forgets one it was given, and takes a stranger for a member at a stated rate. Made for so many keys: while no more were added, a
/// stranger is mistaken with at most the stated probability. Source: Bloom 1970; number of bits and probes as in Broder and Mitzenmacher 2004.
/// </summary>
public sealed class BloomFilter
{
    /// <summary>Bits of the largest filter: 16 GiB, one array.</summary>
    public const long MaxBits = 0x7FFF_FFC7L * 64;

    private readonly ulong[] _words;
    private readonly ulong _bits;
    private readonly int _probes;

    /// <summary>An empty filter for so many keys.</summary>
    /// <param name="keys">Keys that it must hold, from 1.</param>
    /// <param name="falsePositiveRate">Probability that a key which was never added seems to have been, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range, or the filter would be larger than <see cref="MaxBits"/>.</exception>
    public BloomFilter(long keys, double falsePositiveRate)
    {
        var bits = BitsFor(keys, falsePositiveRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MaxBits, nameof(keys));
        _words = new ulong[(bits + 63) / 64];
        _bits = (ulong)_words.Length * 64;
        _probes = ProbesFor(falsePositiveRate);
        Capacity = keys;
    }

    /// <summary>Keys for which the rate is met.</summary>
    public long Capacity { get; }

    /// <summary>Different keys added so far, as far as the filter can tell.</summary>
    public long Count { get; private set; }

    /// <summary>Its size.</summary>
    public long Bytes => _words.Length * 8L;

    /// <summary>Bits that so many keys need at a rate: with the best number of probes, ln 2 times bits over keys, the rate is 0.6185 to the power of bits over keys; rounded probes need up to a few per cent more.</summary>
    public static long BitsFor(long keys, double falsePositiveRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keys, 1);
        if (!(falsePositiveRate is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(falsePositiveRate), falsePositiveRate, "a rate lies between 0 and 1");
        // (1 - e^(-k n / m))^k = p, solved for m with the whole number of probes k.
        var probes = ProbesFor(falsePositiveRate);
        var bits = -probes * (double)keys / Math.Log(1 - Math.Pow(falsePositiveRate, 1.0 / probes));
        return bits < long.MaxValue / 2 ? Math.Max(64, (long)Math.Ceiling(bits)) : long.MaxValue / 2;
    }

    /// <summary>Keys that a filter of so many bytes holds at a rate.</summary>
    public static long CapacityOf(long bytes, double falsePositiveRate) => (long)(bytes * 8.0 / BitsFor(1_000_000_000, falsePositiveRate) * 1_000_000_000);

    /// <summary>Adds a key, a good hash of 128 bits; false when it was there already, or seems to have been.</summary>
    public bool Add(ContentHash key)
    {
        // Probes at high + i low: as good as independent ones (Kirsch and Mitzenmacher 2006). Odd, so that the steps never vanish.
        var (at, step) = (key.High, key.Low | 1);
        var isNew = false;
        for (var i = 0; i < _probes; i++, at += step)
        {
            var bit = Math.BigMul(at, _bits, out _);
            ref var word = ref _words[bit >> 6];
            var mask = 1UL << (int)bit;
            isNew |= (word & mask) == 0;
            word |= mask;
        }

        if (isNew) Count++;
        return isNew;
    }

    /// <summary>Whether a key was added, or seems to have been.</summary>
    public bool Contains(ContentHash key)
    {
        var (at, step) = (key.High, key.Low | 1);
        for (var i = 0; i < _probes; i++, at += step)
        {
            var bit = Math.BigMul(at, _bits, out _);
            if ((_words[bit >> 6] & (1UL << (int)bit)) == 0) return false;
        }

        return true;
    }

    private static int ProbesFor(double falsePositiveRate) => Math.Max(1, (int)Math.Round(-Math.Log2(falsePositiveRate)));
}
