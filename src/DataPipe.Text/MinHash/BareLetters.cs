using System.Text;

namespace DataPipe.Text.MinHash;

/// <summary>What a code point leaves of its canonical decomposition once marks without width (category Mn) are gone: é becomes e.</summary>
internal static class BareLetters
{
    /// <summary>Gives what is left of <paramref name="rune"/>: false when it stays as it is.</summary>
    internal static bool TryReplace(Rune rune, Span<char> hangul, out ReadOnlySpan<char> left) => CanonicalForms.Bare.TryReplace(rune, hangul, out left);
}
