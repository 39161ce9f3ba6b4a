using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataPipe.Curation.LanguageModels.Training;

/// <summary>Entries of n-grams for the sorter: so many words, and one word of what is known of them. The type says how many words there are, its meaning the place where it is used.</summary>
internal static class NgramEntry
{
    /// <summary>The words of an entry, what is known of them last.</summary>
    internal static Span<ulong> WordsOf<T>(ref T entry) where T : unmanaged => MemoryMarshal.CreateSpan(ref Unsafe.As<T, ulong>(ref entry), Unsafe.SizeOf<T>() / sizeof(ulong));

    /// <summary>The same, to read.</summary>
    internal static ReadOnlySpan<ulong> Read<T>(ref readonly T entry) where T : unmanaged => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, ulong>(ref Unsafe.AsRef(in entry)), Unsafe.SizeOf<T>() / sizeof(ulong));

    /// <summary>An entry.</summary>
    internal static T Of<T>(ReadOnlySpan<ulong> words, ulong known) where T : unmanaged
    {
        var entry = default(T);
        var all = WordsOf(ref entry);
        words.CopyTo(all);
        all[^1] = known;
        return entry;
    }

    /// <summary>Two 32-bit numbers as one word.</summary>
    internal static ulong Pair(float first, float second) => (ulong)BitConverter.SingleToUInt32Bits(first) << 32 | BitConverter.SingleToUInt32Bits(second);

    /// <summary>The two numbers of <see cref="Pair"/>.</summary>
    internal static (float First, float Second) Numbers(ulong pair) => (BitConverter.UInt32BitsToSingle((uint)(pair >> 32)), BitConverter.UInt32BitsToSingle((uint)pair));
}

/// <summary>For order 2.</summary>
[InlineArray(3)]
internal struct NgramEntry2
{
    private ulong _first;
}

/// <summary>For order 3.</summary>
[InlineArray(4)]
internal struct NgramEntry3
{
    private ulong _first;
}

/// <summary>For order 4.</summary>
[InlineArray(5)]
internal struct NgramEntry4
{
    private ulong _first;
}

/// <summary>For order 5.</summary>
[InlineArray(6)]
internal struct NgramEntry5
{
    private ulong _first;
}

/// <summary>For order 6.</summary>
[InlineArray(7)]
internal struct NgramEntry6
{
    private ulong _first;
}

/// <summary>For order 1.</summary>
[InlineArray(2)]
internal struct NgramEntry1
{
    private ulong _first;
}
