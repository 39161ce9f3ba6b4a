using DataPipe.Text.Hashing;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>Working memory of the repetition measures, reused from text to text by one thread at a time; nothing is allocated once it has met the longest text.</summary>
public sealed class RepetitionScratch
{
    private const int RetainedWords = 1 << 20;
    private const ulong Base = 0x9E3779B97F4A7C15 | 1; // odd, so it has an inverse modulo 2^64
    private static readonly ulong[] Powers = new ulong[256];
    private static readonly ulong[] InversePowers = new ulong[256];

    // Entry i of the sums belongs to the text before word i: of all words joined without blanks, seen as a polynomial in the base.
    private ulong[] _sums = new ulong[4096];
    private ulong[] _powers = new ulong[4096];
    private int[] _runes = new int[4096];
    private ulong[] _hashes = new ulong[4096];

    static RepetitionScratch()
    {
        var inverse = Base; // Newton's iteration doubles the right bits; an odd number is its own inverse modulo 8
        for (var bits = 3; bits < 64; bits *= 2) inverse *= 2 - Base * inverse;
        Powers[0] = InversePowers[0] = 1;
        for (var i = 1; i < Powers.Length; i++)
        {
            Powers[i] = Powers[i - 1] * Base;
            InversePowers[i] = InversePowers[i - 1] * inverse;
        }
    }

    /// <summary>The set that the passes share.</summary>
    internal HashSet64 Seen { get; } = new();

    /// <summary>The number of words read.</summary>
    internal int Words { get; private set; }

    /// <summary>The hash of each word.</summary>
    internal ReadOnlySpan<ulong> WordHashes => _hashes.AsSpan(0, Words);

    /// <summary>The code points before each word, blanks between words left out; one entry more than words.</summary>
    internal ReadOnlySpan<int> RunesBefore => _runes.AsSpan(0, Words + 1);

    /// <summary>Reads the words of <paramref name="text"/> by <paramref name="rule"/>.</summary>
    internal void Read(ReadOnlySpan<byte> text, WordRule rule)
    {
        if (_sums.Length > RetainedWords && text.Length / 4 < RetainedWords) Resize(4096);
        Words = 0;
        ulong sum = 0, power = 1, inversePower = 1;
        var runes = 0;
        _sums[0] = 0;
        _powers[0] = 1;
        _runes[0] = 0;
        foreach (var word in DataPipe.Text.Words.Words.Of(text, rule))
        {
            if (Words + 1 >= _sums.Length) Resize(_sums.Length * 2);
            var span = word.Span;
            var polynomial = Polynomial(span);
            Advance(span.Length, ref power, ref inversePower);
            sum += polynomial * inversePower;
            runes += word.Runes;
            _hashes[Words] = Mix64.Of(polynomial + (ulong)span.Length);
            Words++;
            _sums[Words] = sum;
            _powers[Words] = power;
            _runes[Words] = runes;
        }
    }

    /// <summary>The hash of the words from <paramref name="start"/> to before <paramref name="end"/> joined without blanks: it does not tell where one word ends and the next begins.</summary>
    internal ulong JoinedHash(int start, int end) => Mix64.Of((_sums[end] - _sums[start]) * _powers[end]);

    private static ulong Polynomial(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        ulong cube = Powers[3], square = Powers[2], fourth = Powers[4];
        var at = 0;
        for (; at + 4 <= bytes.Length; at += 4)
            value = value * fourth + (bytes[at] + 1UL) * cube + (bytes[at + 1] + 1UL) * square + (bytes[at + 2] + 1UL) * Base + bytes[at + 3] + 1UL;
        for (; at < bytes.Length; at++) value = value * Base + bytes[at] + 1UL;
        return value;
    }

    private static void Advance(int bytes, ref ulong power, ref ulong inversePower)
    {
        for (; bytes >= 255; bytes -= 255)
        {
            power *= Powers[255];
            inversePower *= InversePowers[255];
        }
        power *= Powers[bytes];
        inversePower *= InversePowers[bytes];
    }

    private void Resize(int length)
    {
        Array.Resize(ref _sums, length);
        Array.Resize(ref _powers, length);
        Array.Resize(ref _runes, length);
        Array.Resize(ref _hashes, length);
    }
}
