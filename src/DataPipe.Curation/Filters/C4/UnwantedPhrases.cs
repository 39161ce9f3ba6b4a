namespace DataPipe.Curation.Filters.C4;

/// <summary>The phrases that C4 takes as signs of boilerplate; texts are lower-cased by the caller. Source: Raffel et al. 2020 (T5), section 2.2, arXiv:1910.10683, and the released C4 code.</summary>
internal static class UnwantedPhrases
{
    /// <summary>Whether any of the phrases may occur.</summary>
    internal static bool AnyIn(ReadOnlySpan<byte> lower) => HasLoremIpsum(lower) || HasJavascript(lower) || HasPolicy(lower);

    /// <summary>Whether the text speaks of lorem ipsum.</summary>
    internal static bool HasLoremIpsum(ReadOnlySpan<byte> lower) => lower.IndexOf("lorem ipsum"u8) >= 0;

    /// <summary>Whether the text speaks of JavaScript.</summary>
    internal static bool HasJavascript(ReadOnlySpan<byte> lower) => lower.IndexOf("javascript"u8) >= 0;

    /// <summary>Whether the text speaks of cookies, terms of use or a privacy policy.</summary>
    internal static bool HasPolicy(ReadOnlySpan<byte> lower) =>
        lower.IndexOf("terms of use"u8) >= 0 || lower.IndexOf("privacy policy"u8) >= 0 || (lower.IndexOf("cookie"u8) >= 0 && HasCookies(lower));

    private static bool HasCookies(ReadOnlySpan<byte> lower) =>
        lower.IndexOf("cookie policy"u8) >= 0 || lower.IndexOf("uses cookies"u8) >= 0 || lower.IndexOf("use of cookies"u8) >= 0 || lower.IndexOf("use cookies"u8) >= 0;
}
