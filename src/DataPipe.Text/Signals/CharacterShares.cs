using System.Buffers;
using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Text.Signals;

/// <summary>Shares of kinds of characters, and lengths of lines, as NeMo Curator and Data-Juicer measure them; all of characters, 1 or 0 for an empty text as there. Source: the released code of both.</summary>
/// <param name="NonAlphanumeric">All but letters a to z, digits, line ends and ? ! , and full stops. NeMo Curator.</param>
/// <param name="Numbers">Decimal digits. NeMo Curator.</param>
/// <param name="Whitespace">Blanks, tabs, line ends and backspaces. NeMo Curator.</param>
/// <param name="Parentheses">Brackets. NeMo Curator.</param>
/// <param name="Urls">Characters of addresses that begin with http:// or https://. NeMo Curator.</param>
/// <param name="Alphanumeric">Letters and digits of any script. Data-Juicer.</param>
/// <param name="MeanLineChars">Mean length of a line. Data-Juicer.</param>
/// <param name="MaxLineChars">Length of the longest line. Data-Juicer.</param>
public readonly record struct CharacterShares(
    double NonAlphanumeric, double Numbers, double Whitespace, double Parentheses, double Urls, double Alphanumeric, double MeanLineChars, int MaxLineChars)
{
    // What may stand in an address, as NeMo Curator's expression has it: $ to _ of ASCII, and @ . & + ! * ( ) , letters, digits and %.
    private static readonly SearchValues<byte> UrlBytes = SearchValues.Create([.. Enumerable.Range('$', '_' - '$' + 1).Concat(Enumerable.Range('a', 26)).Append('!').Select(c => (byte)c)]);

    /// <summary>Measures a text in one pass.</summary>
    public static CharacterShares Measure(ReadOnlySpan<byte> utf8)
    {
        var chars = Utf8Runes.Count(utf8);
        if (chars == 0) return new(1, 1, 1, 1, 1, 0, 0, 0);
        int kept = 0, digits = 0, spaces = 0, brackets = 0, alphanumeric = 0;
        for (var at = 0; at < utf8.Length;)
        {
            var b = utf8[at];
            if (b >= 0x80)
            {
                Rune.DecodeFromUtf8(utf8[at..], out var rune, out var bytes);
                at += bytes;
                var traits = SignalTraits.Of(rune.Value);
                if ((traits & SignalTrait.Word) != 0) alphanumeric++;
                if ((RuneTraits.Of(rune.Value) & RuneTrait.Digit) != 0) digits++;
                if (rune.Value is 0x27E8 or 0x27E9) brackets++;
                continue;
            }

            at++;
            if (char.IsAsciiLetterOrDigit((char)b))
            {
                alphanumeric++;
                kept++;
                if (b <= '9') digits++;
            }
            else if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or 8 or (byte)'\n')
            {
                spaces++;
                if (b == '\n') kept++;
            }
            else if (b is (byte)'?' or (byte)'!' or (byte)',' or (byte)'.')
            {
                kept++;
            }
            else if (b is (byte)'(' or (byte)')' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}')
            {
                brackets++;
            }
        }

        double all = chars;
        var (lines, longest) = LinesOf(utf8);
        return new((chars - kept) / all, digits / all, spaces / all, brackets / all, UrlChars(utf8) / all, alphanumeric / all, lines == 0 ? 0 : all / lines, longest);
    }

    private static (int Lines, int Longest) LinesOf(ReadOnlySpan<byte> utf8)
    {
        var (lines, longest) = (0, 0);
        foreach (var line in Lines.Of(utf8, LineRule.AllBoundaries))
        {
            lines++;
            if (line.Length > longest) longest = Math.Max(longest, Utf8Runes.Count(line));
        }

        return (lines, longest);
    }

    private static int UrlChars(ReadOnlySpan<byte> utf8)
    {
        var chars = 0;
        for (var at = 0; at < utf8.Length;)
        {
            var next = utf8[at..].IndexOf("http"u8);
            if (next < 0) break;
            at += next + 4;
            var start = at < utf8.Length && utf8[at] == 's' ? at + 1 : at;
            if (!utf8[start..].StartsWith("://"u8)) continue;
            var rest = utf8[(start + 3)..];
            var length = rest.IndexOfAnyExcept(UrlBytes);
            if (length < 0) length = rest.Length;
            if (length == 0) continue;
            chars += start + 3 - (at - 4) + length;
            at = start + 3 + length;
        }

        return chars;
    }
}
