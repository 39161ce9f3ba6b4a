using System.Text;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Nemo;

/// <summary>How the lines of a text begin and end, blank ones left out.</summary>
/// <param name="Lines">How many there are.</param>
/// <param name="Unended">Those that do not end with . ? ! " or '.</param>
/// <param name="Ellipses">Those that end with an ellipsis or with "read more".</param>
/// <param name="Bullets">Those that begin with a bullet.</param>
internal readonly record struct NemoLines(int Lines, int Unended, int Ellipses, int Bullets)
{
    /// <summary>Counts them.</summary>
    internal static NemoLines Of(TextAnalysis analysis)
    {
        var text = analysis.Text;
        var table = analysis.Lines(LineRule.Newline);
        int lines = 0, unended = 0, ellipses = 0, bullets = 0;
        for (var i = 0; i < table.Count; i++)
        {
            var line = Whitespace.Trim(table.Of(text, i));
            if (line.IsEmpty) continue;
            lines++;
            if (line[^1] is not ((byte)'.' or (byte)'?' or (byte)'!' or (byte)'"' or (byte)'\'')) unended++;
            if (EndsAsEllipsis(line)) ellipses++;
            if (line[0] == 0xE2 && IsBullet(line)) bullets++;
        }

        return new(lines, unended, ellipses, bullets);
    }

    /// <summary>Whether a text is one of the marks … [...] (...) […] -» or three full stops.</summary>
    internal static bool IsEllipsis(ReadOnlySpan<byte> word) => word.Length is >= 3 and <= 5
        && (word.SequenceEqual("..."u8) || word.SequenceEqual("…"u8) || word.SequenceEqual("[...]"u8) || word.SequenceEqual("(...)"u8) || word.SequenceEqual("[…]"u8) || word.SequenceEqual("-»"u8));

    private static bool EndsAsEllipsis(ReadOnlySpan<byte> line) => line[^1] switch
    {
        (byte)'.' => line.EndsWith("..."u8) || EndsWith(line, "read more.."u8),
        0xA6 => line.EndsWith("…"u8),
        (byte)']' => line.EndsWith("[...]"u8) || line.EndsWith("[…]"u8),
        (byte)')' => line.EndsWith("(...)"u8),
        0xBB => line.EndsWith("-»"u8),
        (byte)'e' or (byte)'E' => EndsWith(line, "read more"u8),
        _ => false,
    };

    private static bool EndsWith(ReadOnlySpan<byte> line, ReadOnlySpan<byte> lower) => line.Length >= lower.Length && Ascii.EqualsIgnoreCase(line[^lower.Length..], lower);

    private static bool IsBullet(ReadOnlySpan<byte> line)
    {
        Rune.DecodeFromUtf8(line, out var first, out _);
        return first.Value is '•' or '‣' or '⁃' or '⁌' or '⁍' or '∙' or '○' or '●' or '◘' or '◦' or '⦾' or '⦿';
    }
}
