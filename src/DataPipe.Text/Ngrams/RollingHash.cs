using System.Runtime.CompilerServices;

namespace DataPipe.Text.Ngrams;

/// <summary>A polynomial hash modulo 2^64 of the last so many words, moved on by a word in two multiplications. Source: Karp and Rabin 1987.</summary>
internal readonly struct RollingHash
{
    private const ulong Base = 0xA0761D6478BD642F;
    private readonly ulong _leaving; // Base to the power of the number of words

    internal RollingHash(int words)
    {
        Words = words;
        _leaving = 1;
        for (var i = 0; i < words; i++) _leaving *= Base;
    }

    /// <summary>Words of an n-gram.</summary>
    internal int Words { get; }

    /// <summary>The hash of the first <see cref="Words"/> words.</summary>
    internal ulong Of(ReadOnlySpan<HashedWord> words)
    {
        ulong hash = 0;
        for (var i = 0; i < Words; i++) hash = hash * Base + words[i].Hash;
        return hash;
    }

    /// <summary>The same of words by their hashes alone.</summary>
    internal ulong Of(ReadOnlySpan<ulong> words)
    {
        ulong hash = 0;
        for (var i = 0; i < Words; i++) hash = hash * Base + words[i];
        return hash;
    }

    /// <summary>The hash one word on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Next(ulong hash, ulong left, ulong entered) => hash * Base + entered - left * _leaving;
}
