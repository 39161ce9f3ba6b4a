using System.Text;

namespace DataPipe.Curation.Dedup.Signing;

/// <summary>Writes an address so that those of one page are the same, by <see cref="UrlRule"/>. Reusable.</summary>
internal sealed class CanonicalUrl(UrlRule rule)
{
    private byte[] _buffer = new byte[512];

    /// <summary>The address as UTF-8; valid until the next call. Empty when there is none.</summary>
    internal ReadOnlySpan<byte> Of(string? url)
    {
        if (string.IsNullOrEmpty(url)) return [];
        var rest = rule == UrlRule.Verbatim ? url.AsSpan() : url.AsSpan().Trim();
        if (_buffer.Length < rest.Length * 3) _buffer = new byte[rest.Length * 3];
        if (rule == UrlRule.Verbatim) return _buffer.AsSpan(0, Encoding.UTF8.GetBytes(rest, _buffer));
        var fragment = rest.IndexOf('#');
        if (fragment >= 0) rest = rest[..fragment];
        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        var isSecure = scheme > 0 && rest[..scheme].Equals("https", StringComparison.OrdinalIgnoreCase);
        if (scheme > 0) rest = rest[(scheme + 3)..];
        var path = rest.IndexOfAny('/', '?');
        var host = path < 0 ? rest : rest[..path];
        var tail = path < 0 ? "" : rest[path..];
        var port = isSecure ? ":443" : ":80";
        if (host.EndsWith(port, StringComparison.Ordinal)) host = host[..^port.Length];
        if (host.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) host = host[4..];
        if (tail.EndsWith("/", StringComparison.Ordinal)) tail = tail[..^1];
        var bytes = Encoding.UTF8.GetBytes(host, _buffer);
        Ascii.ToLowerInPlace(_buffer.AsSpan(0, bytes), out _);
        return _buffer.AsSpan(0, bytes + Encoding.UTF8.GetBytes(tail, _buffer.AsSpan(bytes)));
    }
}
