namespace DataPipe.Synthesis.Quality;

/// <summary>Markdown that is broken: a code block that never ends, a numbered list that begins with 1 again at once, a table whose rows differ in cells.</summary>
public static class MarkdownFaults
{
    /// <summary>Whether a text has one.</summary>
    public static bool Has(ReadOnlySpan<char> text)
    {
        var (inCode, lastNumber, cells) = (false, 0, 0);
        foreach (var raw in text.EnumerateLines())
        {
            var line = raw.Trim();
            if (line.StartsWith("```") || line.StartsWith("~~~"))
            {
                inCode = !inCode;
                continue;
            }

            if (inCode || line.IsEmpty)
            {
                if (line.IsEmpty) cells = 0;
                continue;
            }

            // Some write every item as 1 and let the renderer count; that goes on with 1, and only 1 right behind 1 at the same depth with nothing between is the fault that cleaning looks for.
            var number = Number(raw);
            if (number == 1 && lastNumber == 1) return true;
            lastNumber = number;
            var now = line[0] == '|' && line[^1] == '|' && line.Length > 1 ? Cells(line) : 0;
            if (now > 0 && cells > 0 && now != cells) return true;
            cells = now;
        }

        return inCode;
    }

    private static int Number(ReadOnlySpan<char> line)
    {
        var digits = 0;
        while (digits < line.Length && digits < 4 && char.IsAsciiDigit(line[digits])) digits++;
        return digits > 0 && digits + 1 < line.Length && line[digits] == '.' && line[digits + 1] == ' ' ? int.Parse(line[..digits], System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    // An escaped bar is text.
    private static int Cells(ReadOnlySpan<char> line)
    {
        var cells = 0;
        for (var i = 1; i < line.Length; i++)
            if (line[i] == '|' && line[i - 1] != '\\') cells++;
        return cells;
    }
}
