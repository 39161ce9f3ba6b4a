using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace DataPipe.Teachers.Ledger;

/// <summary>Entries as lines of JSON: for other programs, and to carry them from one ledger to another.</summary>
public static class EntryLines
{
    /// <summary>One entry on one line, with the request it answers where the ledger kept that. Ends with a line feed.</summary>
    /// <param name="output">Where the line goes.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="request">The canonical request as JSON; null when it was not kept.</param>
    public static void Write(IBufferWriter<byte> output, LedgerEntry entry, string? request)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("key"u8, entry.Key.ToString());
            writer.WriteNumber("sample"u8, entry.Sample);
            writer.WriteString("time"u8, entry.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            EntryJson.Write(writer, entry);
            if (request is not null)
            {
                writer.WritePropertyName("request"u8);
                writer.WriteRawValue(request);
            }

            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Reads such a line.</summary>
    /// <returns>The entry, and the bytes of its request; empty when there is none.</returns>
    /// <exception cref="FormatException">The line is none, or its request is not the one its key is the hash of.</exception>
    public static (LedgerEntry Entry, byte[] Request) Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (!RequestKey.TryParse(root.GetProperty("key").GetString(), out var key)) throw new FormatException("'key' is not 64 hexadecimal digits.");
            var sample = root.GetProperty("sample").GetInt32();
            if (sample is < 0 or >= PromptRules.MaxSamples) throw new FormatException($"'sample' is {sample}; it goes from 0 to {PromptRules.MaxSamples - 1}.");
            var time = root.GetProperty("time").GetDateTimeOffset();
            byte[] request = root.TryGetProperty("request", out var asked) ? [.. System.Text.Encoding.UTF8.GetBytes(asked.GetRawText())] : [];
            if (request.Length > 0 && RequestKey.OfCanonical(request) != key) throw new FormatException($"The request is not the one of key {key}.");
            return (EntryJson.Read(key, sample, time, line), request);
        }
        catch (Exception misfit) when (misfit is JsonException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new FormatException($"The line is no entry of a ledger: {misfit.Message}", misfit);
        }
    }
}
