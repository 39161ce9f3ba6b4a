using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataPipe.Text.Hashing;

/// <summary>A fast 64-bit hash of bytes for tables that live in memory and are never written: two words multiplied to 128 bits and folded. Short texts cost a few multiplications. Source: the multiplication of wyhash (Wang Yi).</summary>
internal static class FoldHash
{
    private const ulong Seed = 0x9E3779B97F4A7C15, First = 0xA0761D6478BD642F, Second = 0xE7037ED1A0B428DB;
    private const int LongBytes = 256; // the four lanes of the other hash are faster above it

    /// <summary>The hash of <paramref name="bytes"/>, the same on every machine.</summary>
    internal static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length;
        if (length > LongBytes) return XxHash64.Hash(bytes);
        ref var source = ref MemoryMarshal.GetReference(bytes);
        var hash = Seed ^ (ulong)length;
        if (length < 8) return Fold(Short(bytes) ^ First, hash * Second ^ First);
        var at = 0;
        for (; at + 16 < length; at += 16) hash = Fold(Load(ref source, at) ^ First, Load(ref source, at + 8) ^ hash);
        return length - at <= 8
            ? Fold(Fold(Load(ref source, length - 8) ^ First, hash ^ Second), hash ^ First)
            : Fold(Fold(Load(ref source, at) ^ First, Load(ref source, length - 8) ^ hash), hash ^ Second);
    }

    private static ulong Short(ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        foreach (var b in bytes) value = (value << 8) | b;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte bytes, int at)
    {
        var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }
}
