using System.Globalization;
using System.Text;

namespace DataPipe.Warc.Cdx;

/// <summary>
/// Sort keys of addresses (sort-friendly URI reordering transform), the form that pywb and warcio index by: <c>http://www.Example.com/A?b&amp;a</c> has the key
/// <c>com,example)/a?a&amp;b</c>. Scheme, user, default port, leading <c>www.</c> and fragment are left out, letters are lower case, the parameters sorted.
/// </summary>
public static class Surt
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>The key of an address; one that is not of HTTP is its own key. What is no printable ASCII is escaped, so that a key holds no space.</summary>
    public static string Of(string url)
    {
        var rest = url.AsSpan().Trim();
        var isSecure = rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!isSecure && !rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) return Escape(rest.ToString());
        rest = rest[(isSecure ? 8 : 7)..];
        var fragment = rest.IndexOf('#');
        if (fragment >= 0) rest = rest[..fragment];
        var hostEnd = rest.IndexOfAny("/?\\");
        var authority = hostEnd < 0 ? rest : rest[..hostEnd];
        var behind = hostEnd < 0 ? "/" : rest[hostEnd..].ToString().ToLowerInvariant();
        var question = behind.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? behind : behind[..question];
        var key = new StringBuilder(url.Length + 8);
        AppendHost(key, authority[(authority.LastIndexOf('@') + 1)..], isSecure ? "443" : "80");
        key.Append(')').Append(Escape(WithoutDots(path)));
        if (question < 0 || question == behind.Length - 1) return key.ToString();
        var parameters = behind[(question + 1)..].Split('&');
        Array.Sort(parameters, StringComparer.Ordinal);
        return key.Append('?').Append(Escape(string.Join('&', parameters))).ToString();
    }

    private static void AppendHost(StringBuilder key, ReadOnlySpan<char> authority, string defaultPort)
    {
        var colon = authority.LastIndexOf(':');
        var port = colon > authority.LastIndexOf(']') ? authority[(colon + 1)..] : default;
        var host = AsciiHost((colon > authority.LastIndexOf(']') ? authority[..colon] : authority).ToString());
        if (host.StartsWith("www", StringComparison.Ordinal))
        {
            var digits = host.AsSpan(3).IndexOfAnyExceptInRange('0', '9');
            if (digits >= 0 && host[3 + digits] == '.') host = host[(4 + digits)..];
        }
        var parts = host.StartsWith('[') ? [host] : host.Split('.');
        Array.Reverse(parts);
        key.AppendJoin(',', parts);
        if (!port.IsEmpty && !port.SequenceEqual(defaultPort)) key.Append(':').Append(Escape(port.ToString()));
    }

    // A host that is no name is escaped like the rest.
    private static string AsciiHost(string host)
    {
        try
        {
            return Escape(Ascii.IsValid(host) ? host.ToLowerInvariant() : Idn.GetAscii(host).ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return Escape(host.ToLowerInvariant());
        }
    }

    // RFC 3986, section 5.2.4.
    private static string WithoutDots(string path)
    {
        path = path.Replace('\\', '/');
        if (path.Length == 0) return "/";
        if (!path.Contains("/.", StringComparison.Ordinal)) return path;
        var parts = path.Split('/');
        var kept = new List<string>();
        for (var i = 1; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            if (parts[i] is "." or "..")
            {
                if (parts[i] == ".." && kept.Count > 0) kept.RemoveAt(kept.Count - 1);
                if (isLast) kept.Add("");
            }
            else kept.Add(parts[i]);
        }
        return "/" + string.Join('/', kept);
    }

    private static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0) return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var value in Encoding.UTF8.GetBytes(text))
            if (value is > (byte)' ' and < 127) escaped.Append((char)value);
            else escaped.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        return escaped.ToString();
    }
}
