namespace DataPipe.Synthesis.Scrubbing;

/// <summary>Cuts an answer into sentences whose parts put together are the answer again: at the ends of lines, and behind marks that end a sentence. Code blocks are one part each.</summary>
public static class SentenceSpans
{
    private const string Fence = "```";
    private static readonly string[] Abbreviations = ["e.g", "i.e", "etc", "mr", "mrs", "ms", "dr", "prof", "st", "vs", "no", "fig", "inc", "ltd", "co", "jr", "sr", "approx", "u.s", "u.k", "a.m", "p.m"];

    /// <summary>The parts of <paramref name="text"/> in order, white space behind a sentence being its own; and whether each is prose, not code.</summary>
    public static IReadOnlyList<(int Start, int Length, bool IsProse)> Of(string text)
    {
        List<(int, int, bool)> parts = [];
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            if (IsLineStart(text, at) && text.AsSpan(at).TrimStart(' ').StartsWith(Fence))
            {
                Add(at, true);
                var close = text.IndexOf("\n" + Fence, at + Fence.Length, StringComparison.Ordinal);
                var end = close < 0 ? text.Length : text.IndexOf('\n', close + 1) is var line and >= 0 ? line + 1 : text.Length;
                Add(end, false);
                at = end;
                continue;
            }

            var length = EndLength(text, at);
            at += Math.Max(1, length);
            if (length > 0) Add(at, true);
        }

        Add(text.Length, true);
        return parts;

        void Add(int end, bool isProse)
        {
            if (end > start) parts.Add((start, end - start, isProse));
            start = end;
        }
    }

    private static bool IsLineStart(string text, int at) => at == 0 || text[at - 1] == '\n';

    // How many characters from here on end the sentence, white space behind it included; 0 where none does.
    private static int EndLength(string text, int at)
    {
        var c = text[at];
        if (c == '\n') return 1;
        var isWide = c is '。' or '！' or '？';
        if (!isWide && c is not ('.' or '!' or '?' or '…')) return 0;
        var end = at + 1;
        while (end < text.Length && text[end] is '.' or '!' or '?' or '。' or '！' or '？' or '…') end++;
        while (end < text.Length && text[end] is '"' or '”' or '’' or '\'' or ')' or ']' or '」' or '』' or '）' or '*' or '_') end++;
        if (isWide || end == text.Length || text[end] == '\n') return Space(end) - at;
        if (!char.IsWhiteSpace(text[end]) || (c == '.' && IsAbbreviation(text, at))) return 0;
        return Space(end) - at;

        // Blanks belong to the sentence before; a line break ends it by itself, so that paragraphs keep their gaps.
        int Space(int from)
        {
            while (from < text.Length && text[from] is ' ' or '\t' or '\u3000') from++;
            return from;
        }
    }

    private static bool IsAbbreviation(string text, int at)
    {
        var start = at;
        while (start > 0 && (char.IsLetter(text[start - 1]) || (text[start - 1] == '.' && start > 1))) start--;
        var word = text.AsSpan(start, at - start);
        if (word.Length == 1 && char.IsUpper(word[0]) && !(word[0] == 'I')) return true;
        foreach (var known in Abbreviations)
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase)) return true;
        // "1." at the beginning of a line numbers a list.
        return word.IsEmpty && IsListNumber(text, at);
    }

    private static bool IsListNumber(string text, int at)
    {
        var start = at;
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        while (start > 0 && text[start - 1] is ' ') start--;
        return start < at && (start == 0 || text[start - 1] == '\n');
    }
}
