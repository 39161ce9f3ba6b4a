using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataPipe.Text.Substrings;

/// <summary>How far two spans agree.</summary>
internal static class CommonLength
{
    /// <summary>Bytes that both end with.</summary>
    internal static int OfEnds(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var length = Math.Min(left.Length, right.Length);
        ref var l = ref Unsafe.Add(ref MemoryMarshal.GetReference(left), left.Length - length);
        ref var r = ref Unsafe.Add(ref MemoryMarshal.GetReference(right), right.Length - length);
        var at = length;
        for (; at >= sizeof(ulong); at -= sizeof(ulong))
        {
            var differing = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref l, at - sizeof(ulong))) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref r, at - sizeof(ulong)));
            if (differing == 0) continue;
            // The last byte is the most significant one of a little-endian word.
            var same = BitConverter.IsLittleEndian ? BitOperations.LeadingZeroCount(differing) : BitOperations.TrailingZeroCount(differing);
            return length - at + same / 8;
        }

        while (at > 0 && Unsafe.Add(ref l, at - 1) == Unsafe.Add(ref r, at - 1)) at--;
        return length - at;
    }

    /// <summary>Symbols that both end with.</summary>
    internal static int OfEnds<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) where T : unmanaged =>
        OfEnds(MemoryMarshal.AsBytes(left), MemoryMarshal.AsBytes(right)) / Unsafe.SizeOf<T>();

    /// <summary>Symbols that both begin with.</summary>
    internal static int OfStarts<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right) where T : unmanaged =>
        MemoryMarshal.AsBytes(left).CommonPrefixLength(MemoryMarshal.AsBytes(right)) / Unsafe.SizeOf<T>();
}
