using System.Text;
using System.Text.RegularExpressions;

namespace DataPipe.Synthesis.Prompts;

/// <summary>A text with <c>{{placeholders}}</c>, cut into its pieces once; what fills a placeholder is never looked into again.</summary>
internal sealed partial class PromptText
{
    private readonly List<(string Literal, string? Placeholder)> _pieces = [];
    private readonly string _tail;

    public PromptText(string text)
    {
        var at = 0;
        foreach (var match in Placeholder().EnumerateMatches(text))
        {
            _pieces.Add((text[at..match.Index], text.AsSpan(match.Index + 2, match.Length - 4).Trim().ToString()));
            at = match.Index + match.Length;
        }

        _tail = text[at..];
    }

    /// <summary>Names of the placeholders in the order of their occurrence.</summary>
    public IEnumerable<string> Placeholders => _pieces.Select(p => p.Placeholder!);

    public string Fill(IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder();
        foreach (var (literal, placeholder) in _pieces) filled.Append(literal).Append(values[placeholder!]);
        return filled.Append(_tail).ToString();
    }

    /// <summary>Size in bytes of UTF-8 when the placeholders are filled with as much.</summary>
    public double SizeBytes(IReadOnlyDictionary<string, double> sizesBytes)
    {
        double size = Encoding.UTF8.GetByteCount(_tail);
        foreach (var (literal, placeholder) in _pieces) size += Encoding.UTF8.GetByteCount(literal) + sizesBytes[placeholder!];
        return size;
    }

    [GeneratedRegex(@"\{\{[ \t]*[A-Za-z0-9_-]+[ \t]*\}\}")]
    private static partial Regex Placeholder();
}
