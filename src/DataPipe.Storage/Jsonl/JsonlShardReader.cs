using System.IO.Compression;
using System.IO.Pipelines;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;

namespace DataPipe.Storage.Jsonl;

/// <summary>Reads the records of a JSONL shard of ours.</summary>
internal static class JsonlShardReader
{
    public static async IAsyncEnumerable<Batch<T>> ReadAsync<T>(
        IStore store, string key, DatasetSchema schema, [EnumeratorCancellation] CancellationToken cancellation) where T : class, IRecord<T>
    {
        await using var file = await store.OpenReadAsync(key, cancellation);
        await using Stream plain = key.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var reader = PipeReader.Create(plain, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        var records = new T[BatchLimits.Records];
        var (count, bytes, line) = (0, 0L, 0L);
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (TryTakeLine(ref buffer, out var text))
            {
                line++;
                var record = Parse<T>(text, schema, store.Locate(key), line);
                records[count++] = record;
                bytes += record.SizeBytes;
                if (count < BatchLimits.Records && bytes < BatchLimits.Bytes) continue;
                yield return new Batch<T>(records, count);
                (count, bytes) = (0, 0);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (!read.IsCompleted) continue;
            if (buffer.Length > 0) throw new FaultException("DP3007", $"{store.Locate(key)} ends in the middle of line {line + 1}", null);
            break;
        }

        if (count > 0) yield return new Batch<T>(records, count);
        await reader.CompleteAsync();
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        var end = buffer.PositionOf((byte)'\n');
        line = end is null ? default : buffer.Slice(0, end.Value);
        if (end is null) return false;
        buffer = buffer.Slice(buffer.GetPosition(1, end.Value));
        return true;
    }

    private static T Parse<T>(ReadOnlySequence<byte> text, DatasetSchema schema, string place, long line) where T : class, IRecord<T>
    {
        try
        {
            return RecordJsonReader.Read<T>(text.IsSingleSegment ? text.First : text.ToArray(), schema);
        }
        catch (JsonException wrong)
        {
            throw new FaultException("DP3007", $"{place}:{line} is not a {T.Type.ToString().ToLowerInvariant()}: {wrong.Message}", wrong);
        }
    }
}
