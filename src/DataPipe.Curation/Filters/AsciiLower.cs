using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DataPipe.Curation.Filters;

/// <summary>Lower-cases the ASCII letters of UTF-8 and leaves all other bytes as they are.</summary>
internal static class AsciiLower
{
    /// <summary>Writes <paramref name="text"/> with its ASCII letters lower-cased into <paramref name="destination"/>, which must be as long or longer, and gives what was written.</summary>
    internal static ReadOnlySpan<byte> Copy(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        destination = destination[..text.Length];
        ref var from = ref MemoryMarshal.GetReference(text);
        ref var to = ref MemoryMarshal.GetReference(destination);
        var at = 0;
        for (; at + Vector256<byte>.Count <= text.Length; at += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref from, (nuint)at);
            var capitals = Vector256.LessThan(block - Vector256.Create((byte)'A'), Vector256.Create((byte)26));
            (block | (capitals & Vector256.Create((byte)0x20))).StoreUnsafe(ref to, (nuint)at);
        }

        for (; at < text.Length; at++) destination[at] = char.IsAsciiLetterUpper((char)text[at]) ? (byte)(text[at] | 0x20) : text[at];
        return destination;
    }
}
