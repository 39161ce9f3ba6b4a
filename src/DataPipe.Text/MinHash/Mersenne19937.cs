namespace DataPipe.Text.MinHash;

/// <summary>
/// The Mersenne Twister MT19937, seeded and drawn from as NumPy's legacy RandomState does, so that permutations agree with those of systems written on NumPy.
/// Source: Matsumoto and Nishimura 1998; NumPy's documented legacy stream with masked rejection.
/// </summary>
internal sealed class Mersenne19937
{
    private const int Words = 624, Middle = 397;
    private readonly uint[] _state = new uint[Words];
    private int _next = Words;

    /// <summary>Starts the stream of <paramref name="seed"/>.</summary>
    internal Mersenne19937(uint seed)
    {
        _state[0] = seed;
        for (uint i = 1; i < Words; i++) _state[i] = 1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30)) + i;
    }

    /// <summary>A uniform number in [<paramref name="low"/>, <paramref name="high"/>), which must span more than 2^32 values.</summary>
    internal ulong Next(ulong low, ulong high)
    {
        var range = high - 1 - low;
        var mask = ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(range);
        ulong value;
        do value = Next64() & mask;
        while (value > range);
        return low + value;
    }

    private ulong Next64() => ((ulong)Next32() << 32) | Next32();

    private uint Next32()
    {
        if (_next == Words) Twist();
        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (var i = 0; i < Words; i++)
        {
            var y = (_state[i] & 0x80000000) | (_state[(i + 1) % Words] & 0x7FFFFFFF);
            _state[i] = _state[(i + Middle) % Words] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DF);
        }
        _next = 0;
    }
}
