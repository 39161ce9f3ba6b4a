using System.Buffers;
using System.Buffers.Text;

namespace DataPipe.Warc.Arc;

/// <summary>
/// The line that begins a record of an ARC file (Internet Archive, 1996): URL, IP address, date, media type and length with a space between them; in
/// version 2 also result code, checksum, location, offset and file name before the length. URLs and media types with spaces in them are met.
/// </summary>
internal readonly ref struct ArcLine
{
    /// <summary>Fields of a line in version 2.</summary>
    public const int Version2Fields = 10;

    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdefABCDEF.:"u8);

    private ArcLine(ReadOnlySpan<byte> url, ReadOnlySpan<byte> ip, ReadOnlySpan<byte> date, ReadOnlySpan<byte> behind)
    {
        Url = url;
        Ip = ip;
        Date = date;
        _behind = behind;
    }

    private readonly ReadOnlySpan<byte> _behind;

    /// <summary>URL of the record; <c>filedesc:</c> for the one that describes the file.</summary>
    public ReadOnlySpan<byte> Url { get; }

    /// <summary>IP address of the server.</summary>
    public ReadOnlySpan<byte> Ip { get; }

    /// <summary>Time of the capture, 8 to 18 digits from year to second and beyond.</summary>
    public ReadOnlySpan<byte> Date { get; }

    /// <summary>Media type that the server gave; in version 2 with the further fields behind it.</summary>
    public ReadOnlySpan<byte> MediaType => _behind[..Math.Max(0, _behind.LastIndexOf((byte)' '))];

    /// <summary>How a file describes itself.</summary>
    public bool IsFileDescription => Url.StartsWith("filedesc:"u8);

    /// <summary>Reads the length in bytes of what follows the line; false, and 0, when it is no number.</summary>
    public bool TryGetLength(out long length)
    {
        var text = _behind[(_behind.LastIndexOf((byte)' ') + 1)..];
        if (!text.IsEmpty && char.IsAsciiDigit((char)text[0]) && Utf8Parser.TryParse(text, out length, out var used) && used == text.Length) return true;
        length = 0;
        return false;
    }

    /// <summary>Reads a line, with or without its end; false when it begins no record. The date behind an address is what tells.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out ArcLine parsed)
    {
        parsed = default;
        line = line.TrimEnd("\r\n"u8);
        if (!CouldBeAt(line)) return false;
        var found = false;
        var ipStart = -1;
        var start = 0;
        for (var space = line.IndexOf((byte)' '); space >= 0;)
        {
            var token = line[start..space];
            if (ipStart > 0 && IsDate(token) && IsAddress(line[ipStart..(start - 1)]))
            {
                // The last one counts: a URL may hold what looks like these fields.
                var behind = line[(space + 1)..];
                if (!behind.Contains((byte)' ')) break;
                parsed = new ArcLine(line[..(ipStart - 1)], line[ipStart..(start - 1)], token, behind);
                found = true;
            }
            ipStart = start;
            start = space + 1;
            var next = line[start..].IndexOf((byte)' ');
            space = next < 0 ? -1 : start + next;
        }
        return found;
    }

    /// <summary>Whether the bytes, the first of a line, could begin a record: with the scheme of a URL.</summary>
    public static bool CouldBeAt(ReadOnlySpan<byte> bytes)
    {
        var scheme = bytes.IndexOfAnyExceptInRange((byte)'a', (byte)'z');
        return scheme > 1 && bytes[scheme] == (byte)':';
    }

    private static bool IsDate(ReadOnlySpan<byte> token) => token.Length is >= 8 and <= 18 && token.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static bool IsAddress(ReadOnlySpan<byte> token) => token is [(byte)'-'] || (token.IndexOfAny((byte)'.', (byte)':') >= 0 && !token.ContainsAnyExcept(AddressBytes));
}
