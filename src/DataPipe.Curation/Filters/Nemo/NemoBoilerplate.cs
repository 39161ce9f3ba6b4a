using System.Buffers;
using System.Text;
using DataPipe.Text.Phrases;

namespace DataPipe.Curation.Filters.Nemo;

/// <summary>
/// Paragraphs that say what pages say of cookies and privacy, by NeMo Curator's phrases; of those that are several sentences long, the first words stand here. Letters of ASCII match whatever their case.
/// Source: NeMo Curator's boilerplate filter, after the released C4 code.
/// </summary>
internal static class NemoBoilerplate
{
    private static readonly PhraseSearch Policies = Search(
        "terms of use", "privacy policy", "cookie policy", "uses cookies", "privacy overview", "use of cookies", "use cookies", "privacy & cookies policy", "privacy and cookies policy",
        "necessary cookies are absolutely essential for the website to function properly", "any cookies that may not be particularly necessary for the website to function",
        "if you continue to browse this site without changing your cookie settings");

    private static ReadOnlySpan<byte> Break => "\n\n"u8;

    /// <summary>Their fraction of all paragraphs, which two newlines part, empty ones among them; 1 where one speaks of lorem ipsum.</summary>
    internal static double Fraction(ReadOnlySpan<byte> text)
    {
        if (!MayHold(text, out var hasLoremIpsum)) return hasLoremIpsum ? 1 : 0;
        int paragraphs = 0, boilerplate = 0;
        for (var rest = text; ;)
        {
            var end = rest.IndexOf(Break);
            paragraphs++;
            if (Policies.IsIn(end < 0 ? rest : rest[..end])) boilerplate++;
            if (end < 0) return (double)boilerplate / paragraphs;
            rest = rest[(end + Break.Length)..];
        }
    }

    // Every phrase has one of three words in it, which are found faster.
    private static bool MayHold(ReadOnlySpan<byte> text, out bool hasLoremIpsum)
    {
        var rented = ArrayPool<byte>.Shared.Rent(text.Length);
        var lower = AsciiLower.Copy(text, rented);
        hasLoremIpsum = lower.IndexOf("lorem ipsum"u8) >= 0;
        var may = !hasLoremIpsum && (lower.IndexOf("cookie"u8) >= 0 || lower.IndexOf("privacy"u8) >= 0 || lower.IndexOf("terms of use"u8) >= 0);
        ArrayPool<byte>.Shared.Return(rented);
        return may;
    }

    private static PhraseSearch Search(params string[] phrases) => new([.. phrases.Select(Encoding.UTF8.GetBytes)]);
}
