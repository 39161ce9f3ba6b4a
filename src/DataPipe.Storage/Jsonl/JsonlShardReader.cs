using System.IO.Compression;
using System.IO.Pipelines;
using System.Buffers;
using System.Buffers.Binary;
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
        var isGzip = key.EndsWith(".gz", StringComparison.Ordinal);
        var plainBytes = isGzip ? await PlainBytesAsync(file, store.Locate(key), cancellation) : 0;
        await using Stream plain = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        var reader = PipeReader.Create(plain, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        var records = new T[BatchLimits.Records];
        var (count, bytes, line, readBytes) = (0, 0L, 0L, 0L);
        while (true)
        {
            var read = await ReadAsync(reader, store.Locate(key), cancellation);
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

            readBytes += read.Buffer.Length - buffer.Length;
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (!read.IsCompleted) continue;
            if (buffer.Length > 0) throw new FaultException("DP3007", $"{store.Locate(key)} ends in the middle of line {line + 1}", null);
            break;
        }

        if (isGzip && (uint)readBytes != plainBytes) throw new FaultException("DP3007", $"{store.Locate(key)} ends too early, after line {line}", null);
        if (count > 0) yield return new Batch<T>(records, count);
        await reader.CompleteAsync();
    }

    // A shard is one gzip member, whose last four bytes are its plain size modulo 2^32; the framework takes any early end for the end.
    private static async ValueTask<uint> PlainBytesAsync(Stream file, string place, CancellationToken cancellation)
    {
        if (file.Length < sizeof(uint)) throw new FaultException("DP3007", $"{place} is no gzip file", null);
        var size = new byte[sizeof(uint)];
        file.Position = file.Length - size.Length;
        await file.ReadExactlyAsync(size, cancellation);
        file.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(size);
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader reader, string place, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (InvalidDataException damaged)
        {
            throw new FaultException("DP3007", $"{place} cannot be read: {damaged.Message.TrimEnd('.')}; when it is a shard of a run, delete it and run again to make it anew", damaged);
        }
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
