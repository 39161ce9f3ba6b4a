using DataPipe.Text.Words;

namespace DataPipe.Curation.Filters;

/// <summary>Lines that count what readers did, such as "3 likes" or "1.2K views". Source: Penedo et al. 2023 (RefinedWeb), appendix G, arXiv:2306.01116.</summary>
internal static class LineCounters
{
    /// <summary>Whether a line is a number and what it counts, with nothing but marks around.</summary>
    internal static bool IsCounter(ReadOnlySpan<byte> line)
    {
        var at = 0;
        while (at < line.Length && !char.IsAsciiLetterOrDigit((char)line[at])) at++;
        var number = at;
        while (at < line.Length && (char.IsAsciiDigit((char)line[at]) || line[at] is (byte)'.' or (byte)',')) at++;
        if (at == number || !char.IsAsciiDigit((char)line[number])) return false;
        if (at < line.Length && (line[at] | 0x20) is 'k' or 'm' or 'b') at++;
        var rest = Whitespace.TrimStart(line[at..]);
        if (rest.Length == line.Length - at) return false;
        Span<byte> lower = stackalloc byte[16];
        var length = 0;
        while (length < rest.Length && length < lower.Length && char.IsAsciiLetter((char)rest[length])) lower[length] = (byte)(rest[length++] | 0x20);
        foreach (var b in rest[length..])
            if (char.IsAsciiLetterOrDigit((char)b) || b >= 0x80)
                return false;
        ReadOnlySpan<byte> counted = lower[..length];
        if (counted.EndsWith("s"u8)) counted = counted[..^1];
        return counted.SequenceEqual("like"u8) || counted.SequenceEqual("share"u8) || counted.SequenceEqual("comment"u8) || counted.SequenceEqual("retweet"u8) || counted.SequenceEqual("repost"u8)
            || counted.SequenceEqual("quote"u8) || counted.SequenceEqual("bookmark"u8) || counted.SequenceEqual("upvote"u8) || counted.SequenceEqual("downvote"u8) || counted.SequenceEqual("download"u8)
            || counted.SequenceEqual("view"u8) || counted.SequenceEqual("follower"u8);
    }
}
