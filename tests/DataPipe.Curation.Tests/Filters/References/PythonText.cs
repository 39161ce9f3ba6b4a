using System.Globalization;
using System.Text;

namespace DataPipe.Curation.Tests.Filters.References;

/// <summary>What published filters, which are written in Python, say of text; slow and plain, for comparison.</summary>
internal static class PythonText
{
    internal static bool IsSpace(Rune c) => Rune.IsWhiteSpace(c) || c.Value is >= 0x1C and <= 0x1F;

    internal static bool IsAlnum(Rune c) => Rune.IsLetter(c) || Rune.IsNumber(c);

    internal static bool IsUpper(Rune c) => Rune.GetUnicodeCategory(c) == UnicodeCategory.UppercaseLetter || (c.Value is (>= 0x2160 and < 0x2500) or >= 0x1F100 && Within(c, "2160-216F 24B6-24CF 1F130-1F149 1F150-1F169 1F170-1F189"));

    internal static bool IsDigit(Rune c) => c.IsAscii ? c.Value is >= '0' and <= '9' : Rune.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber
        || (Rune.GetUnicodeCategory(c) == UnicodeCategory.OtherNumber && Within(c, "B2-B3 B9 1369-1371 19DA 2070 2074-2079 2080-2089 2460-2468 2474-247C 2488-2490 24EA 24F5-24FD 24FF 2776-277E 2780-2788 278A-2792 10A40-10A43 10E60-10E68 11052-1105A 1F100-1F10A"));

    internal static int Len(string text) => text.EnumerateRunes().Count();

    internal static int Count(string text, Func<Rune, bool> what) => text.EnumerateRunes().Count(what);

    internal static string Strip(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        var start = runes.FindIndex(r => !IsSpace(r));
        return start < 0 ? "" : string.Concat(runes[start..(runes.FindLastIndex(r => !IsSpace(r)) + 1)]);
    }

    internal static List<string> Split(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsSpace(rune)) word.Append(rune.ToString());
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }

    /// <summary>How often a text stands in another, without overlap.</summary>
    internal static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    private static bool Within(Rune c, string ranges) => ranges.Split(' ').Select(r => r.Split('-')).Any(r => c.Value >= Hex(r[0]) && c.Value <= Hex(r[^1]));

    private static int Hex(string number) => int.Parse(number, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
