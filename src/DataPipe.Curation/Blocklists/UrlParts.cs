using System.Text;

namespace DataPipe.Curation.Blocklists;

/// <summary>An address as the lists look at it. Reusable memory; nothing is allocated once it fits.</summary>
internal sealed class UrlParts
{
    private const int MaxChars = 1 << 16;
    private byte[] _buffer = new byte[1024];
    private int _whole, _start, _hostEnd, _end;

    /// <summary>The whole address, letters of ASCII lower-cased.</summary>
    internal ReadOnlySpan<byte> Whole => _buffer.AsSpan(0, _whole);

    /// <summary>Host without user, port, www. and a dot at its end.</summary>
    internal ReadOnlySpan<byte> Host => _buffer.AsSpan(_start, _hostEnd - _start);

    /// <summary>Host, and behind it path and query; no fragment, and no / at the end.</summary>
    internal ReadOnlySpan<byte> Address => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Takes an address apart; of one longer than 65,536 characters its beginning.</summary>
    internal void Read(ReadOnlySpan<char> url)
    {
        url = url.Trim();
        if (url.Length > MaxChars) url = url[..MaxChars];
        // The address as it is, and behind it a copy whose host is mended in place.
        if (_buffer.Length < 6 * url.Length + 8) _buffer = new byte[12 * url.Length + 8];
        _whole = Encoding.UTF8.GetBytes(url, _buffer);
        Divide();
    }

    /// <summary>The same of an address in UTF-8, as lists hold it; broken bytes stay as they are.</summary>
    internal void Read(ReadOnlySpan<byte> url)
    {
        if (url.Length > MaxChars) url = url[..MaxChars];
        if (_buffer.Length < 2 * url.Length + 8) _buffer = new byte[12 * url.Length + 8];
        url.CopyTo(_buffer);
        _whole = url.Length;
        Divide();
    }

    private void Divide()
    {
        Ascii.ToLowerInPlace(_buffer.AsSpan(0, _whole), out _);
        _start = _whole;
        var rest = Whole;
        var scheme = rest.IndexOf("://"u8);
        if (scheme >= 0) rest = rest[(scheme + 3)..];
        else if (rest.StartsWith("//"u8)) rest = rest[2..];
        var fragment = rest.IndexOf((byte)'#');
        if (fragment >= 0) rest = rest[..fragment];
        var hostEnd = rest.IndexOfAny((byte)'/', (byte)'?', (byte)'\\');
        var host = hostEnd < 0 ? rest : rest[..hostEnd];
        var tail = hostEnd < 0 ? default : rest[hostEnd..];
        host = host[(host.LastIndexOf((byte)'@') + 1)..];
        if (host.LastIndexOf((byte)':') is var port && port >= 0 && host[port..].IndexOf((byte)']') < 0 && host[(port + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0) host = host[..port];
        host = host.TrimEnd((byte)'.');
        if (host.StartsWith("www."u8) && host[4..].IndexOf((byte)'.') > 0) host = host[4..];
        host.CopyTo(_buffer.AsSpan(_start));
        _hostEnd = _start + host.Length;
        tail.CopyTo(_buffer.AsSpan(_hostEnd));
        _end = _hostEnd + tail.Length;
        while (_end > _hostEnd && _buffer[_end - 1] == '/') _end--;
    }
}
