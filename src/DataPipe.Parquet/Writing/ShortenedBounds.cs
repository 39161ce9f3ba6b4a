using System.Buffers;
using System.Text;

namespace DataPipe.Parquet.Writing;

/// <summary>Bounds for byte arrays of which only the first bytes are known.</summary>
internal static class ShortenedBounds
{
    /// <summary>Bytes of the whole code points of a text that was cut in the middle.</summary>
    public static int WholeRunes(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.Length - 1;
        while (start > 0 && (bytes[start] & 0xC0) == 0x80)
            start--;
        return Rune.DecodeFromUtf8(bytes[start..], out _, out _) == OperationStatus.Done ? bytes.Length : start;
    }

    /// <summary>The shortest bytes above everything that starts with the given ones; null when all are 0xFF.</summary>
    public static byte[]? NextBytes(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.TrimEnd((byte)0xFF).Length;
        if (length == 0)
            return null;
        var next = bytes[..length].ToArray();
        next[^1]++;
        return next;
    }

    /// <summary>The same for a text that was cut in the middle: of its whole code points, the last one that has a successor in
    /// Unicode is replaced by it.</summary>
    public static byte[]? NextText(ReadOnlySpan<byte> text)
    {
        text = text[..WholeRunes(text)];
        while (!text.IsEmpty && Rune.DecodeLastFromUtf8(text, out var rune, out var length) == OperationStatus.Done)
        {
            text = text[..^length];
            var successor = rune.Value == 0xD7FF ? 0xE000 : rune.Value + 1;
            if (!Rune.IsValid(successor))
                continue;
            Span<byte> encoded = stackalloc byte[4];
            return [.. text, .. encoded[..new Rune(successor).EncodeToUtf8(encoded)]];
        }
        return null;
    }
}
