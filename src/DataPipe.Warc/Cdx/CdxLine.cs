using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataPipe.Warc.Cdx;

/// <summary>Lines of an index, to and from entries.</summary>
internal static class CdxLine
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an entry with its line end.</summary>
    public static void Write(CdxEntry entry, CdxFormat format, ArrayBufferWriter<byte> output)
    {
        if (format == CdxFormat.Cdxj)
        {
            Encoding.UTF8.GetBytes($"{entry.Key} {entry.Timestamp} ", output);
            WriteJson(entry, output);
        }
        else
        {
            var columns = format == CdxFormat.Cdx11 ? CdxColumns.Eleven : CdxColumns.Nine;
            for (var i = 0; i < columns.Letters.Length; i++)
            {
                if (i > 0) output.Write(" "u8);
                Encoding.UTF8.GetBytes(Column(entry, columns.Letters[i]), output);
            }
        }
        output.Write("\n"u8);
    }

    /// <summary>Reads a line of any format, without its end; null when it is none. <paramref name="columns"/> are those of the header line, if there was one.</summary>
    public static CdxEntry? TryParse(string line, CdxColumns? columns)
    {
        var keyEnd = line.IndexOf(' ', StringComparison.Ordinal);
        var timeEnd = keyEnd < 0 ? -1 : line.IndexOf(' ', keyEnd + 1);
        if (timeEnd < 0) return null;
        if (timeEnd + 1 < line.Length && line[timeEnd + 1] == '{') return OfJson(line[..keyEnd], line[(keyEnd + 1)..timeEnd], line[(timeEnd + 1)..]);
        var values = line.Split(' ');
        columns ??= CdxColumns.OfCount(values.Length);
        return columns is null || columns.Letters.Length != values.Length ? null : OfColumns(columns, values);
    }

    private static void WriteJson(CdxEntry entry, ArrayBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Json);
        json.WriteStartObject();
        json.WriteString("url", entry.Url);
        if (entry.MediaType is not null) json.WriteString("mime", entry.MediaType);
        if (entry.Status is { } status) json.WriteString("status", Text(status));
        if (entry.Digest is not null) json.WriteString("digest", entry.Digest);
        if (entry.Length is { } length) json.WriteString("length", Text(length));
        json.WriteString("offset", Text(entry.Offset));
        json.WriteString("filename", entry.FileName);
        json.WriteEndObject();
    }

    private static string Column(CdxEntry entry, char letter)
    {
        var value = letter switch
        {
            'N' => entry.Key,
            'b' => entry.Timestamp,
            'a' => entry.Url,
            'm' => entry.MediaType,
            's' => entry.Status is { } status ? Text(status) : null,
            'k' => entry.Digest,
            'r' => entry.Redirect,
            'S' => entry.Length is { } length ? Text(length) : null,
            'V' => Text(entry.Offset),
            'g' => entry.FileName,
            _ => null,
        };
        // A space would begin another column.
        return string.IsNullOrEmpty(value) ? "-" : value.Replace(" ", "%20", StringComparison.Ordinal);
    }

    private static CdxEntry? OfColumns(CdxColumns columns, string[] values)
    {
        string? Of(char letter) => columns.Letters.IndexOf(letter, StringComparison.Ordinal) is var i and >= 0 && values[i] != "-" ? values[i] : null;
        if (Number(Of('V')) is not { } offset || Of('N') is not { } key || Of('b') is not { } time || Of('a') is not { } url || Of('g') is not { } file) return null;
        return new CdxEntry
        {
            Key = key, Timestamp = time, Url = url, MediaType = Of('m'), Status = Status(Of('s')), Digest = Of('k'), Redirect = Of('r'), Length = Number(Of('S')), Offset = offset, FileName = file,
        };
    }

    private static CdxEntry? OfJson(string key, string time, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            string? Of(string name) => document.RootElement.TryGetProperty(name, out var value)
                ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null
                : null;
            if (Number(Of("offset")) is not { } offset || Of("url") is not { } url || Of("filename") is not { } file) return null;
            return new CdxEntry
            {
                Key = key, Timestamp = time, Url = url, MediaType = Of("mime"), Status = Status(Of("status")), Digest = Of("digest"), Length = Number(Of("length")), Offset = offset, FileName = file,
            };
        }
        // With the second the framework says that an escape stands for half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    // No code is as long as a number may be; one that is counts as unknown.
    private static int? Status(string? text) => Number(text) is { } value and <= int.MaxValue ? (int)value : null;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
