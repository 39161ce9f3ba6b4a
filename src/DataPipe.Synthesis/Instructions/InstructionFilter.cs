using DataPipe.Core.Steps;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Drops instructions that a text model cannot carry out or that are no instructions. Source: Self-Instruct code, rules and their order.</summary>
public sealed class InstructionFilter(SelfInstructOptions options)
{
    /// <summary>Fewer words than asked for.</summary>
    public static readonly DropReason TooFewWords = new("too-few-words");

    /// <summary>More words than allowed.</summary>
    public static readonly DropReason TooManyWords = new("too-many-words");

    /// <summary>Holds a word of something that text is not.</summary>
    public static readonly DropReason BlockedWord = new("blocked-word");

    /// <summary>Begins with blocked words.</summary>
    public static readonly DropReason BlockedStart = new("blocked-start");

    /// <summary>Begins with a punctuation mark.</summary>
    public static readonly DropReason PunctuationFirst = new("punctuation-first");

    /// <summary>Begins outside of ASCII.</summary>
    public static readonly DropReason NotAsciiFirst = new("not-ascii-first");

    // No language has words this long on average: what exceeds it is no text, and would make every comparison after it slow.
    private const int MaxCharsPerWord = 64;

    /// <summary>Longest instruction that is kept, in UTF-16 code units.</summary>
    public static long MaxChars(SelfInstructOptions options) => (long)options.MaxWords * MaxCharsPerWord;

    /// <summary>Keep, or the first reason against an instruction.</summary>
    public Verdict Judge(ReadOnlySpan<char> instruction)
    {
        var words = CountWords(instruction);
        if (words < options.MinWords || instruction.IsEmpty) return Verdict.Drop(TooFewWords);
        if (words > options.MaxWords || instruction.Length > MaxChars(options)) return Verdict.Drop(TooManyWords);
        foreach (var word in options.BlockedWords)
            if (HasWord(instruction, word))
                return Verdict.Drop(BlockedWord);
        foreach (var start in options.BlockedStarts)
            if (instruction.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return Verdict.Drop(BlockedStart);
        if (char.IsAscii(instruction[0])) return Verdict.DropIf(char.IsPunctuation(instruction[0]) || char.IsSymbol(instruction[0]), PunctuationFirst);
        return Verdict.DropIf(options.AsciiFirst, NotAsciiFirst);
    }

    /// <summary>Runs without white space; in scripts that have none between words (Han, kana) every character counts as one.</summary>
    public static int CountWords(ReadOnlySpan<char> text)
    {
        var words = 0;
        var inside = false;
        foreach (var c in text)
        {
            var alone = c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u4DBF' or >= '\u4E00' and <= '\u9FFF';
            if (alone || (!inside && !char.IsWhiteSpace(c))) words++;
            inside = !alone && !char.IsWhiteSpace(c);
        }

        return words;
    }

    private static bool HasWord(ReadOnlySpan<char> text, string word)
    {
        for (var from = 0; from < text.Length;)
        {
            var at = text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return false;
            var (start, end) = (from + at, from + at + word.Length);
            if ((start == 0 || !IsWordChar(text[start - 1])) && (end == text.Length || !IsWordChar(text[end]))) return true;
            from = start + 1;
        }

        return false;
    }

    private static bool IsWordChar(char c) => char.IsLetterOrDigit(c) || c == '_';
}
