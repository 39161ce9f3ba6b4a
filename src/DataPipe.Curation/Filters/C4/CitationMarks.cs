using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.C4;

/// <summary>The marks of citations in encyclopedic text: [12], [], [edit] and [citation needed]. Source: the released C4 code.</summary>
internal static class CitationMarks
{
    /// <summary>Writes <paramref name="line"/> without its marks into <paramref name="destination"/>, which must be as long or longer, and gives what was written.</summary>
    internal static ReadOnlySpan<byte> Remove(ReadOnlySpan<byte> line, Span<byte> destination)
    {
        var written = 0;
        while (!line.IsEmpty)
        {
            var bracket = line.IndexOf((byte)'[');
            var plain = bracket < 0 ? line.Length : bracket;
            line[..plain].CopyTo(destination[written..]);
            written += plain;
            line = line[plain..];
            if (line.IsEmpty) break;
            var mark = MarkBytes(line);
            if (mark == 0) destination[written++] = (byte)'[';
            line = line[Math.Max(mark, 1)..];
        }

        return destination[..written];
    }

    // The length of the mark that begins here, or 0.
    private static int MarkBytes(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("[edit]"u8)) return "[edit]"u8.Length;
        if (text.StartsWith("[citation needed]"u8)) return "[citation needed]"u8.Length;
        var at = 1;
        while (at < text.Length && text[at] != ']')
        {
            Rune.DecodeFromUtf8(text[at..], out var rune, out var bytes);
            if (!CharacterClass.IsDigit(rune)) return 0;
            at += bytes;
        }

        return at < text.Length ? at + 1 : 0;
    }
}
