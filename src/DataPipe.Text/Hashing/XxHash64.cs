using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace DataPipe.Text.Hashing;

/// <summary>The 64-bit xxHash of a byte span: fast, seedable, stable over machines and versions, not cryptographic. Source: the published xxHash specification, XXH64.</summary>
public static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63, Prime5 = 0x27D4EB2F165667C5;

    /// <summary>The hash of <paramref name="bytes"/> with <paramref name="seed"/>; the published vectors use seed 0.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        ref byte p = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length, at = 0;
        ulong hash;
        if (length >= 32)
        {
            ulong a = seed + Prime1 + Prime2, b = seed + Prime2, c = seed, d = seed - Prime1;
            for (; at <= length - 32; at += 32)
            {
                a = Round(a, Read64(ref p, at));
                b = Round(b, Read64(ref p, at + 8));
                c = Round(c, Read64(ref p, at + 16));
                d = Round(d, Read64(ref p, at + 24));
            }
            hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }
        else
        {
            hash = seed + Prime5;
        }

        hash += (ulong)length;
        for (; at <= length - 8; at += 8)
            hash = BitOperations.RotateLeft(hash ^ Round(0, Read64(ref p, at)), 27) * Prime1 + Prime4;
        if (at <= length - 4)
        {
            hash = BitOperations.RotateLeft(hash ^ (Read32(ref p, at) * Prime1), 23) * Prime2 + Prime3;
            at += 4;
        }
        for (; at < length; at++)
            hash = BitOperations.RotateLeft(hash ^ (Unsafe.Add(ref p, at) * Prime5), 11) * Prime1;

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    /// <summary>The hash of a text's UTF-8 bytes with seed 0.</summary>
    public static ulong Hash(string text)
    {
        Span<byte> utf8 = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(text, utf8, out var bytes) ? Hash(utf8[..bytes]) : Hash(Encoding.UTF8.GetBytes(text).AsSpan());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + input * Prime2, 31) * Prime1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Merge(ulong hash, ulong lane) => (hash ^ Round(0, lane)) * Prime1 + Prime4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read64(ref byte p, int at)
    {
        var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref p, at));
        return BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read32(ref byte p, int at)
    {
        var value = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref p, at));
        return BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }
}
