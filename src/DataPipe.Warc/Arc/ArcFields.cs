using System.Globalization;
using System.Text;

namespace DataPipe.Warc.Arc;

/// <summary>
/// Writes the line of an ARC record as the header fields of a WARC record, into memory that is used again. A server's answer becomes a <c>response</c>, the description
/// of the file a <c>warcinfo</c>, anything else a <c>resource</c>. The media type of a response, which WARC leaves to the answer's own header, is kept
/// as <c>ARC-Content-Type</c>; version 2 adds <c>ARC-Result-Code</c>, <c>ARC-Checksum</c> and <c>ARC-Location</c>.
/// </summary>
internal sealed class ArcFields
{
    private static readonly string[] Version2Names = ["", "ARC-Result-Code", "ARC-Checksum", "ARC-Location"];

    // What is missing of a date: the first of January, midnight.
    private static ReadOnlySpan<byte> EarliestDate => "00000101000000"u8;

    private byte[] _bytes = new byte[1024];
    private int _length;

    /// <summary>The fields written last.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Writes the fields of a record with that block.</summary>
    public void Write(ArcLine line, bool isVersion2, ReadOnlySpan<byte> block, long lengthBytes)
    {
        _length = 0;
        var isHttp = !line.IsFileDescription && block.StartsWith("HTTP/"u8);
        Add("WARC-Type", isHttp ? "response"u8 : line.IsFileDescription ? "warcinfo"u8 : "resource"u8);
        Add("WARC-Target-URI", line.Url);
        AddDate(line.Date);
        if (line.Ip.Length > 1) Add("WARC-IP-Address", line.Ip);
        var rest = line.MediaType;
        var mediaType = isVersion2 ? Next(ref rest) : rest;
        if (isHttp) Add("Content-Type", "application/http; msgtype=response"u8);
        if (mediaType.Length > 1) Add(isHttp ? "ARC-Content-Type" : "Content-Type", mediaType);
        for (var i = 1; isVersion2 && i < Version2Names.Length; i++)
            if (Next(ref rest) is { Length: > 0 } value && value is not [(byte)'-']) Add(Version2Names[i], value);
        Span<byte> digits = stackalloc byte[20];
        lengthBytes.TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
        Add("Content-Length", digits[..count]);
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var space = rest.IndexOf((byte)' ');
        var token = space < 0 ? rest : rest[..space];
        rest = space < 0 ? default : rest[(space + 1)..];
        return token;
    }

    private void AddDate(ReadOnlySpan<byte> digits)
    {
        Span<byte> all = stackalloc byte[14];
        EarliestDate.CopyTo(all);
        digits[..Math.Min(digits.Length, 14)].CopyTo(all);
        Span<byte> date = stackalloc byte[20];
        "0000-00-00T00:00:00Z"u8.CopyTo(date);
        var at = 0;
        foreach (var digit in all)
        {
            if (date[at] != (byte)'0') at++;
            date[at++] = digit;
        }
        Add("WARC-Date", date);
    }

    private void Add(string name, ReadOnlySpan<byte> value)
    {
        var needed = _length + name.Length + value.Length + 4;
        if (needed > _bytes.Length) Array.Resize(ref _bytes, 2 * needed);
        _length += Encoding.ASCII.GetBytes(name, _bytes.AsSpan(_length));
        ": "u8.CopyTo(_bytes.AsSpan(_length));
        value.CopyTo(_bytes.AsSpan(_length + 2));
        "\r\n"u8.CopyTo(_bytes.AsSpan(_length + 2 + value.Length));
        _length += value.Length + 4;
    }
}
