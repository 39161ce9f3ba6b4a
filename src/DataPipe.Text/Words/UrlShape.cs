namespace DataPipe.Text.Words;

/// <summary>Whether a chunk looks like a URL or a mail address, so that the tokeniser leaves it whole: scheme and user are optional, a host with a top domain or a public IPv4 address is not.</summary>
internal static class UrlShape
{
    /// <summary>Whether the whole of <paramref name="chunk"/>, which holds no whitespace, has the shape. Linear in its length.</summary>
    internal static bool Matches(ReadOnlySpan<byte> chunk)
    {
        var scheme = SchemeBytes(chunk);
        if (HostMatches(chunk) || (scheme > 0 && HostMatches(chunk[scheme..]))) return true;
        // A user part is anything before any '@', if it is not empty.
        for (var at = chunk.IndexOf((byte)'@'); at >= 0 && at < chunk.Length;)
        {
            if (at > 0 && HostMatches(chunk[(at + 1)..])) return true;
            var next = chunk[(at + 1)..].IndexOf((byte)'@');
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }

    private static int SchemeBytes(ReadOnlySpan<byte> chunk)
    {
        var at = 0;
        while (at < chunk.Length)
        {
            var traits = RuneTraits.First(chunk[at..], out var bytes);
            if ((traits & (RuneTrait.Letter | RuneTrait.Digit)) == 0 && chunk[at] is not ((byte)'+' or (byte)'-' or (byte)'.' or (byte)'_')) break;
            at += bytes;
        }
        return at >= 2 && chunk[at..].StartsWith("://"u8) ? at + 3 : 0;
    }

    private static bool HostMatches(ReadOnlySpan<byte> rest)
    {
        var end = 0;
        while (end < rest.Length && (IsLabelByte(rest[end]) || rest[end] == '.')) end++;
        if (end == 0 || !TailMatches(rest[end..])) return false;
        var host = rest[..end];
        return IsDomain(host) || IsPublicAddress(host);
    }

    private static bool TailMatches(ReadOnlySpan<byte> tail)
    {
        if (tail.Length > 0 && tail[0] == ':')
        {
            var digits = 1;
            while (digits < tail.Length && char.IsAsciiDigit((char)tail[digits])) digits++;
            if (digits is < 3 or > 6) return false; // two to five digits after the colon
            tail = tail[digits..];
        }
        return tail.IsEmpty || tail[0] is (byte)'/' or (byte)'?' or (byte)'#';
    }

    private static bool IsDomain(ReadOnlySpan<byte> host)
    {
        var top = host.LastIndexOf((byte)'.');
        if (top < 1 || !IsTopLabel(host[(top + 1)..])) return false;
        for (var rest = host[..top]; ;)
        {
            var dot = rest.IndexOf((byte)'.');
            var label = dot < 0 ? rest : rest[..dot];
            if (label.IsEmpty || label[0] is (byte)'_' or (byte)'-' || label[^1] is (byte)'_' or (byte)'-' || Utf8Runes.Count(label) > 64) return false;
            if (dot < 0) return true;
            rest = rest[(dot + 1)..];
        }
    }

    private static bool IsTopLabel(ReadOnlySpan<byte> label)
    {
        var letters = 0;
        for (; !label.IsEmpty; letters++)
        {
            if ((RuneTraits.First(label, out var bytes) & RuneTrait.AlphaLower) == 0) return false;
            label = label[bytes..];
        }
        return letters is >= 2 and <= 63;
    }

    private static bool IsPublicAddress(ReadOnlySpan<byte> host)
    {
        Span<int> octets = stackalloc int[4];
        for (var i = 0; i < 4; i++)
        {
            var digits = 0;
            while (digits < host.Length && digits < 4 && char.IsAsciiDigit((char)host[digits])) digits++;
            if (digits is 0 or 4 || (digits > 1 && host[0] == '0' && i is 0 or 3)) return false;
            if (!int.TryParse(host[..digits], System.Globalization.CultureInfo.InvariantCulture, out octets[i]) || octets[i] > 255) return false;
            host = host[digits..];
            if (i == 3) break;
            if (host.IsEmpty || host[0] != '.') return false;
            host = host[1..];
        }
        return host.IsEmpty && octets[0] is >= 1 and <= 223 and not (10 or 127) && octets[3] is >= 1 and <= 254
            && (octets[0], octets[1]) is not ((169, 254) or (192, 168) or (172, >= 16 and <= 31));
    }

    // Letters, digits, '_', '-' and everything beyond ASCII.
    private static bool IsLabelByte(byte b) => b >= 0x80 || char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-';
}
