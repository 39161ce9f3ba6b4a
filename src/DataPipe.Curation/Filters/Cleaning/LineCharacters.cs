using System.Globalization;
using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>What the characters (code points) of a line are.</summary>
/// <param name="Chars">All of them.</param>
/// <param name="Capitals">Capital letters, as Python's str.isupper has them.</param>
/// <param name="Digits">Digits of any script, superscript and circled ones among them, as Python's str.isdigit has them.</param>
/// <param name="Symbols">Those that are neither letters with their marks, nor numbers, nor whitespace.</param>
internal readonly record struct LineCharacters(int Chars, int Capitals, int Digits, int Symbols)
{
    // Of an ASCII character, one in the lane of 16 bits of each class that it belongs to.
    private const ulong Capital = 1, Digit = 1UL << 16, Symbol = 1UL << 32;
    private const int LaneChars = ushort.MaxValue;

    private static readonly ulong[] Ascii = [.. Enumerable.Range(0, 128).Select(c => ClassesOf(new Rune(c)))];

    /// <summary>Counts them.</summary>
    internal static LineCharacters Of(ReadOnlySpan<byte> line)
    {
        int chars = 0, capitals = 0, digits = 0, symbols = 0;
        while (!line.IsEmpty)
        {
            ulong classes = 0;
            int inLane = 0, at = 0;
            for (; at < line.Length && inLane < LaneChars; inLane++)
            {
                if (line[at] < 0x80)
                {
                    classes += Ascii[line[at++]];
                    continue;
                }

                Rune.DecodeFromUtf8(line[at..], out var rune, out var bytes);
                classes += ClassesOf(rune);
                at += bytes;
            }

            chars += inLane;
            capitals += (ushort)classes;
            digits += (ushort)(classes >> 16);
            symbols += (ushort)(classes >> 32);
            line = line[at..];
        }

        return new(chars, capitals, digits, symbols);
    }

    /// <summary>Whether a character is a letter or a number of any kind, as Python's str.isalnum has it.</summary>
    internal static bool IsLetterOrNumber(Rune rune) => Rune.IsLetter(rune) || Rune.IsNumber(rune);

    private static ulong ClassesOf(Rune rune)
    {
        if (CharacterClass.IsWhitespace(rune)) return 0;
        var category = Rune.GetUnicodeCategory(rune);
        return category switch
        {
            UnicodeCategory.UppercaseLetter => Capital,
            UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => 0,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => 0,
            UnicodeCategory.DecimalDigitNumber => Digit,
            UnicodeCategory.LetterNumber => IsCapitalNumber(rune.Value) ? Capital : 0,
            UnicodeCategory.OtherNumber => IsDigitOfNumbers(rune.Value) ? Digit : 0,
            _ => Symbol | (IsCapitalSymbol(rune.Value) ? Capital : 0),
        };
    }

    // Unicode's Other_Uppercase: capital Roman numerals, and letters in circles and squares.
    private static bool IsCapitalNumber(int code) => code is >= 0x2160 and <= 0x216F;

    private static bool IsCapitalSymbol(int code) => code is (>= 0x24B6 and <= 0x24CF) or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);

    // Unicode's Numeric_Type=Digit: digits that stand raised, lowered or in circles.
    private static bool IsDigitOfNumbers(int code) => code is
        0xB2 or 0xB3 or 0xB9 or (>= 0x1369 and <= 0x1371) or 0x19DA or 0x2070 or (>= 0x2074 and <= 0x2079) or (>= 0x2080 and <= 0x2089) or (>= 0x2460 and <= 0x2468)
        or (>= 0x2474 and <= 0x247C) or (>= 0x2488 and <= 0x2490) or 0x24EA or (>= 0x24F5 and <= 0x24FD) or 0x24FF or (>= 0x2776 and <= 0x277E) or (>= 0x2780 and <= 0x2788)
        or (>= 0x278A and <= 0x2792) or (>= 0x10A40 and <= 0x10A43) or (>= 0x10E60 and <= 0x10E68) or (>= 0x11052 and <= 0x1105A) or (>= 0x1F100 and <= 0x1F10A);
}
