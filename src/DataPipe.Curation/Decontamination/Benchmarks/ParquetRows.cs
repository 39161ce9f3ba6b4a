using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Core.Stages;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Rows;
using DataPipe.Parquet.Values;

namespace DataPipe.Curation.Decontamination.Benchmarks;

/// <summary>Rows of a Parquet file as JSON objects.</summary>
internal static class ParquetRows
{
    private static readonly ParquetReaderOptions Limits = new() { MaxChunkBytes = 1L << 30, MaxRowGroupBytes = 1L << 30, MaxRowElements = 1 << 20 };

    /// <summary>Whether the file begins as Parquet does.</summary>
    public static async ValueTask<bool> IsParquetAsync(string path, ITaskContext context, CancellationToken cancellation)
    {
        await using var stream = await context.OpenFileAsync(path, cancellation);
        var magic = new byte[4];
        return await stream.ReadAtLeastAsync(magic, 4, throwOnEndOfStream: false, cancellation) == 4 && magic.AsSpan().SequenceEqual("PAR1"u8);
    }

    /// <summary>The rows, of the named columns alone as far as they are there; of all where none is.</summary>
    /// <exception cref="ParquetException">The file is damaged, exceeds a limit, or has a codec or encoding that is not read.</exception>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(string path, IReadOnlySet<string> columns, ITaskContext context, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = await context.OpenFileAsync(path, cancellation);
        await using var reader = await ParquetReader.OpenAsync(stream, Path.GetFileName(path), Limits, cancellation);
        var all = new RowReader(reader).Columns;
        var wanted = all.Where(columns.Contains).ToArray();
        var rows = new RowReader(reader, wanted.Length > 0 ? wanted : all);
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer);
        await foreach (var row in rows.ReadAllAsync(cancellation))
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                json.WritePropertyName(rows.Columns[i]);
                Write(json, row[i]);
            }

            json.WriteEndObject();
            await json.FlushAsync(cancellation);
            json.Reset();
            yield return JsonElement.Parse(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }

        context.Advance(stream.Length);
    }

    private static void Write(Utf8JsonWriter json, ParquetValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                json.WriteNullValue();
                break;
            case ValueKind.Boolean:
                json.WriteBooleanValue(value.Boolean);
                break;
            case ValueKind.Integer:
                json.WriteNumberValue(value.Integer);
                break;
            case ValueKind.UnsignedInteger:
                json.WriteNumberValue(value.UnsignedInteger);
                break;
            case ValueKind.Text:
                json.WriteStringValue(value.Text);
                break;
            case ValueKind.Bytes:
                // Old writers leave out that a column holds text.
                json.WriteStringValue(System.Text.Encoding.UTF8.GetString(value.Bytes.Span));
                break;
            case ValueKind.List:
                json.WriteStartArray();
                foreach (var element in value.Elements) Write(json, element);
                json.WriteEndArray();
                break;
            case ValueKind.Struct:
                json.WriteStartObject();
                foreach (var field in value.Fields)
                {
                    json.WritePropertyName(field.Key);
                    Write(json, field.Value);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
