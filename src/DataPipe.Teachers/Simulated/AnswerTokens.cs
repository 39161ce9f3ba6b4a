using System.Buffers;
using System.Text;

namespace DataPipe.Teachers.Simulated;

/// <summary>A simple tokenizer: a word of up to 16 letters or digits with the blank before it, or one other character. Its tokens joined are the text.</summary>
internal static class AnswerTokens
{
    private const int MaxWordRunes = 16;

    /// <summary>Number of tokens of a text.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var position = 0; position < text.Length; count++)
            position += NextLength(text[position..]);
        return count;
    }

    /// <summary>The tokens of a text, at most <paramref name="max"/> of them.</summary>
    public static List<string> Split(string text, int max)
    {
        var tokens = new List<string>();
        for (var position = 0; position < text.Length && tokens.Count < max;)
        {
            var length = NextLength(text.AsSpan(position));
            tokens.Add(text.Substring(position, length));
            position += length;
        }

        return tokens;
    }

    private static int NextLength(ReadOnlySpan<char> text)
    {
        var length = text.Length > 1 && text[0] == ' ' && !char.IsWhiteSpace(text[1]) ? 1 : 0;
        var runes = 0;
        while (length < text.Length)
        {
            var status = Rune.DecodeFromUtf16(text[length..], out var rune, out var consumed);
            var inWord = status == OperationStatus.Done && IsWordRune(rune);
            if (!inWord)
                return runes == 0 ? length + consumed : length;
            length += consumed;
            if (++runes == MaxWordRunes)
                return length;
        }

        return length;
    }

    // Scripts without blanks between words, from the CJK radicals on, are a token a character, as in most vocabularies.
    private static bool IsWordRune(Rune rune) => Rune.IsLetterOrDigit(rune) && (rune.Value < 0x2E80 || rune.Value is >= 0xAC00 and <= 0xD7A3);
}
