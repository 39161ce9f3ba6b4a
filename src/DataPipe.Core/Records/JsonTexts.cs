using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataPipe.Core.Records;

/// <summary>The texts within a text that is JSON; what is no JSON is one text.</summary>
internal static class JsonTexts
{
    /// <summary>Visits every text that is a value, and puts what changes in its place: everything between stays as it was written.</summary>
    public static string Visit(ITextVisitor visitor, string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..]) return visitor.Visit(text, TextPlace.Aside);
        var utf8 = Encoding.UTF8.GetBytes(text);
        return IsJson(utf8) ? Values(visitor, text, utf8) : visitor.Visit(text, TextPlace.Aside);
    }

    private static string Values(ITextVisitor visitor, string text, byte[] utf8)
    {
        StringBuilder? changed = null;
        int chars = 0, bytes = 0, copied = 0;
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.String) continue;
            var value = reader.GetString()!;
            var other = visitor.Visit(value, TextPlace.Aside);
            if (ReferenceEquals(other, value)) continue;
            // Offsets of bytes are turned into those of characters.
            var start = chars + Encoding.UTF8.GetCharCount(utf8.AsSpan(bytes..(int)reader.TokenStartIndex));
            (chars, bytes) = (start + Encoding.UTF8.GetCharCount(utf8.AsSpan((int)reader.TokenStartIndex..(int)reader.BytesConsumed)), (int)reader.BytesConsumed);
            changed ??= new StringBuilder(text.Length);
            changed.Append(text, copied, start - copied).Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(other)).Append('"');
            copied = chars;
        }

        return changed?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    // Looked at as a whole first: half a visit would have counted what it saw.
    private static bool IsJson(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.String)
                    _ = reader.GetString();
            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false; // An escape that is half a character cannot be read as text.
        }
    }
}
