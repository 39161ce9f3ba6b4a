using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataPipe.Text.Words;

/// <summary>Counts of code points in UTF-8.</summary>
public static class Utf8Runes
{
    /// <summary>The number of code points of valid UTF-8 (Python's len of the decoded text): the bytes that do not continue one. Malformed text gives the same count of bytes, never an error.</summary>
    public static int Count(ReadOnlySpan<byte> utf8)
    {
        var continuations = 0;
        var rest = utf8;
        if (Vector256.IsHardwareAccelerated)
        {
            var limit = Vector256.Create((sbyte)-65); // 10xxxxxx is -128..-65 as a signed byte
            while (rest.Length >= Vector256<byte>.Count)
            {
                var block = Vector256.Create(rest);
                continuations += BitOperations.PopCount(Vector256.LessThanOrEqual(block.AsSByte(), limit).ExtractMostSignificantBits());
                rest = rest[Vector256<byte>.Count..];
            }
        }
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            var bytes = MemoryMarshal.Read<ulong>(rest);
            continuations += BitOperations.PopCount((bytes >> 7) & (~bytes >> 6) & 0x0101010101010101);
        }
        foreach (var b in rest) continuations += (b & 0xC0) == 0x80 ? 1 : 0;
        return utf8.Length - continuations;
    }
}
