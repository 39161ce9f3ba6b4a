using System.Text;

namespace DataPipe.Curation.Filters;

/// <summary>Lower-cases the ASCII letters of UTF-8 and leaves all other bytes as they are.</summary>
internal static class AsciiLower
{
    /// <summary>Writes <paramref name="text"/> with its ASCII letters lower-cased into <paramref name="destination"/>, which must be as long or longer, and gives what was written.</summary>
    internal static ReadOnlySpan<byte> Copy(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        for (var at = 0; at < text.Length;)
        {
            Ascii.ToLower(text[at..], destination[at..], out var ascii);
            at += ascii;
            for (; at < text.Length && text[at] >= 0x80; at++) destination[at] = text[at];
        }

        return destination[..text.Length];
    }
}
