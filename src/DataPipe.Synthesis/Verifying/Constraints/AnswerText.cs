using System.Text;
using DataPipe.Text.Words;

namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>The parts of an answer that constraints count. Line ends are line feeds.</summary>
internal static class AnswerText
{
    /// <summary>Words: runs without white space that hold a letter or digit; in scripts without blanks every character.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var start = -1;
        var holds = false;
        for (var i = 0; i <= text.Length; i++)
        {
            var alone = i < text.Length && IsAlone(text[i]);
            var inside = i < text.Length && !char.IsWhiteSpace(text[i]) && !alone;
            if (inside && start < 0) (start, holds) = (i, false);
            if (inside) holds |= char.IsLetterOrDigit(text[i]);
            if (!inside && start >= 0)
            {
                if (holds) yield return text[start..i];
                start = -1;
            }

            if (alone) yield return text[i].ToString();
        }
    }

    /// <summary>Sentences.</summary>
    public static int Sentences(string text) => DataPipe.Text.Words.Sentences.Count(Encoding.UTF8.GetBytes(text), WordRule.Standard);

    /// <summary>Paragraphs: texts between blank lines, lines of three stars, or a mixture.</summary>
    public static IReadOnlyList<string> Paragraphs(string text)
    {
        List<string> paragraphs = [];
        var current = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            if (line.AsSpan().Trim().IsEmpty || line.AsSpan().Trim() is "***" or "---")
            {
                Close();
                continue;
            }

            if (current.Length > 0) current.Append('\n');
            current.Append(line);
        }

        Close();
        return paragraphs;

        void Close()
        {
            if (current.Length > 0) paragraphs.Add(current.ToString());
            current.Clear();
        }
    }

    /// <summary>How often a word or phrase occurs as a whole, without regard to case.</summary>
    public static int Occurrences(string text, string phrase)
    {
        if (phrase.Length == 0) return 0;
        var count = 0;
        for (var from = 0; from < text.Length;)
        {
            var at = text.IndexOf(phrase, from, StringComparison.OrdinalIgnoreCase);
            if (at < 0) break;
            var end = at + phrase.Length;
            if ((at == 0 || !Joins(text[at - 1], phrase[0])) && (end == text.Length || !Joins(text[end], phrase[^1]))) count++;
            from = at + 1;
        }

        return count;
    }

    // Characters of scripts without blanks stand alone, so that a phrase may begin and end anywhere.
    private static bool Joins(char outside, char inside) => char.IsLetterOrDigit(outside) && char.IsLetterOrDigit(inside) && !IsAlone(outside) && !IsAlone(inside);

    private static bool IsAlone(char c) => c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u4DBF' or >= '\u4E00' and <= '\u9FFF';
}
