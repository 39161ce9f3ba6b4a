using System.Text.RegularExpressions;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Takes keys and tokens out of texts that people will read: providers and proxies repeat them in error messages.</summary>
internal sealed partial class SecretScrubber(string? key)
{
    private const string Mark = "[key]";
    private const int MaxTextChars = 500;

    /// <summary>The text without secrets, at most 500 characters of it.</summary>
    public string Scrub(string text)
    {
        // Scrubbed before it is cut, so that no half of a key survives at the cut; cut first to a bound, so that a huge body costs little.
        var bounded = text.Length > 64 * MaxTextChars ? text[..(64 * MaxTextChars)] : text;
        if (key is { Length: > 0 })
            bounded = bounded.Replace(key, Mark, StringComparison.Ordinal);
        bounded = Secrets().Replace(bounded, Mark);
        return bounded.Length > MaxTextChars ? bounded[..MaxTextChars] + "…" : bounded;
    }

    // Keys as OpenAI writes them, also half masked by stars, bearer credentials and JSON Web Tokens.
    [GeneratedRegex(@"sk-[A-Za-z0-9_\-*]{4,}|(?<=Bearer\s+)[^\s""',]{8,}|eyJ[\w-]{8,}\.[\w-]+\.[\w-]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Secrets();
}
