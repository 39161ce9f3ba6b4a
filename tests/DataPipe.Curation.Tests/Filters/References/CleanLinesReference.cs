using DataPipe.Curation.Filters;
using DataPipe.Curation.Filters.Cleaning;

namespace DataPipe.Curation.Tests.Filters.References;

/// <summary>The step clean-lines as its options are worded, for lines; slow and plain.</summary>
internal sealed record CleanLinesReference(CleanLinesOptions Options)
{
    internal (string Text, string Outcome) Clean(string page)
    {
        List<string> kept = [];
        HashSet<string> seen = [];
        int words = 0, removed = 0;
        foreach (var raw in page.Split('\n'))
        {
            var line = Options.Trim switch { LineTrim.Both => PythonText.Strip(raw), LineTrim.End => TrimEnd(raw), _ => raw };
            var text = PythonText.Strip(line);
            words += PythonText.Split(text).Count;
            if (text.Length > 0 && Options.Bullets == BulletLines.Unmark && Options.BulletMarks.Contains(text[0], StringComparison.Ordinal)) line = text = PythonText.Strip(text[1..]);
            if (PythonText.Strip(raw).Length == 0 || (text.Length > 0 && Stays(text, seen))) kept.Add(line);
            else removed += PythonText.Split(raw).Count;
        }

        var cleaned = string.Join('\n', kept);
        if (Options.MaxNewlines is { } most)
            while (cleaned.Contains(new string('\n', most + 1), StringComparison.Ordinal)) cleaned = cleaned.Replace(new string('\n', most + 1), new string('\n', most), StringComparison.Ordinal);
        var left = kept.Count(l => PythonText.Strip(l).Length > 0);
        var outcome = left < Options.MinKeptLines ? "too-few-lines-left" : words > 0 && (double)removed / words > Options.MaxRemovedWordFraction ? "too-many-words-removed" : "keep";
        return (PythonText.Strip(cleaned), outcome);
    }

    private bool Stays(string line, HashSet<string> seen)
    {
        double chars = PythonText.Len(line);
        var words = PythonText.Split(line).Count;
        if (Options.Bullets == BulletLines.Remove && Options.BulletMarks.Contains(line[0], StringComparison.Ordinal)) return false;
        if (words < Options.MinWords || words > Options.MaxWords || chars < Options.MinChars || chars > Options.MaxChars) return false;
        if (Options.RequireTerminalPunctuation && (!".!?。\"'”’»」』".Contains(line[^1], StringComparison.Ordinal) || line.EndsWith("...", StringComparison.Ordinal))) return false;
        if (PythonText.Count(line, PythonText.IsUpper) / chars > Options.MaxUppercaseFraction || PythonText.Count(line, PythonText.IsDigit) / chars > Options.MaxNumericFraction) return false;
        if (PythonText.Count(line, c => !PythonText.IsAlnum(c) && !PythonText.IsSpace(c)) / chars > Options.MaxSymbolFraction) return false;
        if (Options.Phrases.Any(p => line.Contains(p, StringComparison.InvariantCultureIgnoreCase))) return false;
        return !Options.RemoveRepeated || seen.Add(string.Concat(line.Select(c => char.IsAscii(c) ? char.ToLowerInvariant(c) : c)));
    }

    private static string TrimEnd(string line)
    {
        var text = PythonText.Strip(line);
        return text.Length == 0 ? "" : line[..(line.LastIndexOf(text, StringComparison.Ordinal) + text.Length)];
    }
}
