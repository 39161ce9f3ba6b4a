using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataPipe.Text.Hashing;

/// <summary>
/// A fast 64-bit hash of bytes for tables that live in memory and are never written, by keys of the process's own: two words multiplied to 128 bits and folded. Short texts cost a few multiplications.
/// Source: the multiplication of wyhash (Wang Yi).
/// </summary>
internal static class FoldHash
{
    /// <summary>The keys.</summary>
    internal static readonly ulong Seed = ProcessSecret.Draw(), First = ProcessSecret.Draw(), Second = ProcessSecret.Draw();

    private const int LongBytes = 256; // the four lanes of the other hash are faster above it

    /// <summary>The hash of <paramref name="bytes"/>, the same throughout the process.</summary>
    internal static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length;
        if (length > LongBytes) return XxHash64.Hash(bytes, Seed);
        ref var source = ref MemoryMarshal.GetReference(bytes);
        var hash = Seed ^ (ulong)length;
        if (length < 8) return OfWord(Short(ref source, length), hash);
        var at = 0;
        for (; at + 16 < length; at += 16) hash = Fold(Load(ref source, at) ^ First, Load(ref source, at + 8) ^ hash);
        return length - at <= 8 ? OfWord(Load(ref source, length - 8), hash) : Fold(Fold(Load(ref source, at) ^ First, Load(ref source, length - 8) ^ hash), hash ^ Second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong OfWord(ulong word, ulong hash) => Fold(Fold(word ^ First, hash ^ Second), hash ^ First);

    // Fewer than eight bytes, all of them in it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Short(ref byte source, int length)
    {
        if (length >= 4) return Load32(ref source, 0) | ((ulong)Load32(ref source, length - 4) << 32);
        return length == 0 ? 0 : source | ((ulong)Unsafe.Add(ref source, length >> 1) << 8) | ((ulong)Unsafe.Add(ref source, length - 1) << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Load32(ref byte source, int at)
    {
        var value = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, at));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte bytes, int at)
    {
        var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }
}
