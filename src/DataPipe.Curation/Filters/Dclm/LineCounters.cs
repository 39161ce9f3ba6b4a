using System.Text;
using DataPipe.Curation.Filters.Cleaning;
using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters.Dclm;

/// <summary>Lines that count what readers did, such as "3 likes" or "1.2K views". Source: Penedo et al. 2023 (RefinedWeb), appendix G.2, arXiv:2306.01116, with the words of DCLM's code.</summary>
internal static class LineCounters
{
    private const int LongestCounted = 9; // bookmarks, downvotes, downloads, followers

    /// <summary>Whether a line is a number and what it counts, with nothing around but characters that belong to no word.</summary>
    internal static bool IsCounter(ReadOnlySpan<byte> line)
    {
        var at = 0;
        Rune rune;
        while (At(line, at, out rune, out var bytes) && !IsWord(rune)) at += bytes;
        if (!At(line, at, out rune, out _) || !CharacterClass.IsDigit(rune)) return false;
        while (At(line, at, out rune, out var bytes) && (CharacterClass.IsDigit(rune) || rune.Value is '.' or ',')) at += bytes;
        if (at < line.Length && (line[at] | 0x20) is 'k' or 'm' or 'b') at++;
        var rest = Whitespace.TrimStart(line[at..]);
        if (rest.Length == line.Length - at) return false;
        Span<byte> lower = stackalloc byte[LongestCounted + 1];
        var length = 0;
        while (length < rest.Length && length < lower.Length && char.IsAsciiLetter((char)rest[length])) lower[length] = (byte)(rest[length++] | 0x20);
        if (!IsCounted(lower[..length])) return false;
        for (at = length; At(rest, at, out rune, out var bytes); at += bytes)
            if (IsWord(rune))
                return false;
        return true;
    }

    private static bool IsCounted(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("likes"u8) || word.SequenceEqual("shares"u8) || word.SequenceEqual("comments"u8) || word.SequenceEqual("retweets"u8) || word.SequenceEqual("reposts"u8)
        || word.SequenceEqual("quotes"u8) || word.SequenceEqual("bookmarks"u8) || word.SequenceEqual("upvotes"u8) || word.SequenceEqual("downvotes"u8)
        || word.SequenceEqual("downloads"u8) || word.SequenceEqual("views"u8) || word.SequenceEqual("followers"u8);

    private static bool At(ReadOnlySpan<byte> line, int at, out Rune rune, out int bytes)
    {
        (rune, bytes) = (default, 0);
        if (at >= line.Length) return false;
        Rune.DecodeFromUtf8(line[at..], out rune, out bytes);
        return true;
    }

    private static bool IsWord(Rune rune) => LineCharacters.IsLetterOrNumber(rune) || rune.Value == '_';
}
