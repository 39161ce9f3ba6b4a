using System.Text;

namespace DataPipe.Curation.Filters;

/// <summary>
/// Words as DCLM counts them: what fastText parts at ASCII whitespace and NUL, where it begins with a letter or a number; a word behind a bracket or a quotation mark is none.
/// Source: Li et al. 2024 (DCLM), arXiv:2406.11794, its code.
/// </summary>
internal static class DclmWords
{
    private const byte Other = 0, Separator = 1, Begins = 2, Wide = 3;

    private static readonly byte[] Classes = [.. Enumerable.Range(0, 256).Select(b => b switch
    {
        0 or (>= 9 and <= 13) or ' ' => Separator,
        < 0x80 => char.IsAsciiLetterOrDigit((char)b) ? Begins : Other,
        _ => Wide,
    })];

    /// <summary>How many there are.</summary>
    internal static int Count(ReadOnlySpan<byte> utf8)
    {
        var words = 0;
        var before = Separator;
        for (var at = 0; at < utf8.Length; at++)
        {
            var here = Classes[utf8[at]];
            if (before == Separator && here != Separator && (here == Begins || (here == Wide && BeginsWide(utf8[at..])))) words++;
            before = here;
        }

        return words;
    }

    private static bool BeginsWide(ReadOnlySpan<byte> word)
    {
        Rune.DecodeFromUtf8(word, out var rune, out _);
        return LineCharacters.IsLetterOrNumber(rune);
    }
}
