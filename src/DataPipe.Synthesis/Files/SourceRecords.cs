using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DataPipe.Synthesis.Files;

/// <summary>Reads the objects of a JSON file of the outside world: JSON Lines, a list of objects, or one object over many lines; what it is shows its beginning.</summary>
internal static class SourceRecords
{
    private static readonly JsonSerializerOptions Options = new() { MaxDepth = 256 };

    /// <summary>An object, or what is wrong at its place.</summary>
    /// <param name="Value">The object; it lives until the next is read.</param>
    /// <param name="Number">Number of the line or of the element, from 1.</param>
    /// <param name="Fault">What is wrong; null when it could be read.</param>
    /// <param name="EndBytes">Where it ends, in bytes from the start of the file.</param>
    internal readonly record struct Record(JsonElement Value, long Number, string? Fault, long EndBytes);

    /// <summary>The objects in order. A bad line is passed over with its fault; a list that is broken ends at its fault.</summary>
    public static async IAsyncEnumerable<Record> ReadAsync(Stream stream, string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            await foreach (var record in LinesAsync(stream, cancellation)) yield return record;
            yield break;
        }

        var first = stream.CanSeek ? await BeginningAsync(stream, cancellation) : '[';
        var values = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, first != '[', Options, cancellation).GetAsyncEnumerator(cancellation);
        await using var _ = values;
        for (long number = 1; ; number++)
        {
            string? fault = null;
            var more = false;
            try
            {
                more = await values.MoveNextAsync();
            }
            catch (JsonException broken)
            {
                fault = broken.Message;
            }

            if (more || fault is not null) yield return new Record(more ? values.Current : default, number, fault, stream.CanSeek ? stream.Position : 0);
            if (!more) yield break;
        }
    }

    /// <summary>Place of a record in messages.</summary>
    public static string PlaceOf(string name, Record record) => string.Create(CultureInfo.InvariantCulture, $"{name}:{record.Number}");

    private static async IAsyncEnumerable<Record> LinesAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var lines = new SourceLineReader(stream);
        while (await lines.ReadAsync(cancellation))
        {
            JsonDocument? json = null;
            var fault = lines.IsTooLong ? $"the line is longer than {SourceLineReader.MaxLineBytes} bytes" : null;
            try
            {
                if (fault is null) json = JsonDocument.Parse(lines.Line);
            }
            catch (JsonException broken)
            {
                fault = broken.Message;
            }

            using (json) yield return new Record(json?.RootElement ?? default, lines.Number, fault, lines.EndBytes);
        }
    }

    private static async Task<char> BeginningAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[64];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        stream.Position = 0;
        foreach (var c in buffer.AsSpan(0, read))
            if (c is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF))
                return (char)c;
        return '[';
    }
}
