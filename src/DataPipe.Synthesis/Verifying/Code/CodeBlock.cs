using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Verifying.Code;

/// <summary>Finds the code in an answer.</summary>
public static partial class CodeBlock
{
    /// <summary>The last Markdown code block of the language, else the last one without a language, else the last of any; else the whole answer.</summary>
    public static string Of(string answer, string language)
    {
        var blocks = Fenced().Matches(answer.ReplaceLineEndings("\n"));
        return (blocks.LastOrDefault(b => IsOf(b.Groups[1].Value, language)) ?? blocks.LastOrDefault(b => b.Groups[1].Value.Length == 0) ?? blocks.LastOrDefault())?.Groups[2].Value ?? answer;
    }

    private static bool IsOf(string name, string language) => language switch
    {
        "python" => name.ToUpperInvariant() is "PYTHON" or "PY" or "PYTHON3",
        _ => name.ToUpperInvariant() is "JAVASCRIPT" or "JS" or "NODE",
    };

    [GeneratedRegex(@"^[ \t]*```[ \t]*([A-Za-z0-9+#]*)[^\n]*\n(.*?)(?:^[ \t]*```|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();
}
