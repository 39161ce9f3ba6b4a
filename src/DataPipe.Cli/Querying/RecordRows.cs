using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Storage;
using DataPipe.Storage.Jsonl;

namespace DataPipe.Cli.Querying;

/// <summary>Records of any type as JSON objects, for looking at.</summary>
internal static class RecordRows
{
    public static IAsyncEnumerable<JsonElement> ReadAsync(IStore store, IReadOnlyList<string> keys, DatasetSchema schema, CancellationToken cancellation) => schema.Type switch
    {
        RecordType.Document => ReadAsync<Document>(store, keys, schema, cancellation),
        RecordType.Sample => ReadAsync<Sample>(store, keys, schema, cancellation),
        _ => ReadAsync<Preference>(store, keys, schema, cancellation),
    };

    private static async IAsyncEnumerable<JsonElement> ReadAsync<T>(
        IStore store, IReadOnlyList<string> keys, DatasetSchema schema, [EnumeratorCancellation] CancellationToken cancellation) where T : class, IRecord<T>
    {
        var formats = new RecordFormats();
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var key in keys)
            await foreach (var batch in formats.ReadAsync<T>(store, key, schema, cancellation))
                for (var i = 0; i < batch.Count; i++)
                {
                    RecordJson.Write(json, batch[i], schema);
                    await json.FlushAsync(cancellation);
                    json.Reset();
                    yield return JsonElement.Parse(buffer.WrittenSpan);
                    buffer.ResetWrittenCount();
                }
    }
}
