using System.Globalization;
using System.Text;

namespace DataPipe.Curation.Extraction;

/// <summary>Looks single texts up in JSON-LD without parsing it, as it is often broken. Source: schema.org.</summary>
internal static class JsonLd
{
    // A name stands close behind the object that it is the name of.
    private const int MaxReachBytes = 512;

    /// <summary>The text of the first property of a name, given with its quotes; where it is an object or a list, the name in it. Empty when there is none.</summary>
    public static string Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedName)
    {
        var at = json.IndexOf(quotedName);
        if (at < 0) return "";
        json = json[(at + quotedName.Length)..].TrimStart(" \t\r\n:"u8);
        if (json.StartsWith("{"u8) || json.StartsWith("["u8))
        {
            json = json[..Math.Min(json.Length, MaxReachBytes)];
            if (json[1..].TrimStart(" \t\r\n"u8).StartsWith("\""u8) && json[0] == '[') return Text(json[1..].TrimStart(" \t\r\n"u8));
            var name = json.IndexOf("\"name\""u8);
            if (name < 0) return "";
            json = json[(name + 6)..].TrimStart(" \t\r\n:"u8);
        }

        return Text(json);
    }

    private static string Text(ReadOnlySpan<byte> json)
    {
        if (!json.StartsWith("\""u8)) return "";
        json = json[1..];
        var end = 0;
        while (end < json.Length && json[end] != '"') end += json[end] == '\\' ? 2 : 1;
        return end >= json.Length ? "" : Unescape(Encoding.UTF8.GetString(json[..end]));
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length) plain.Append(text[i]);
            else if (text[++i] == 'u' && i + 4 < text.Length && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 4;
            }
            else plain.Append(text[i] is 'n' or 't' or 'r' or 'b' or 'f' ? ' ' : text[i]);
        }

        return plain.ToString();
    }
}
