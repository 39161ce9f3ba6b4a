using System.Globalization;
using System.Text.Json;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Storage.Parquet;

/// <summary>Writes records as Parquet shards: the next one begins when a file has reached its target size.</summary>
internal sealed class ParquetShardWriter<T>(IStore store, ShardDestination destination, DatasetSchema schema) : IShardWriter<T> where T : class, IRecord<T>
{
    private const long SmallestRowGroupBytes = 1L << 16;
    private readonly IRecordColumns<T> _columns = RecordColumns.Of<T>();
    private readonly ParquetSchema _schema = RecordColumns.Schema<T>(schema);
    private readonly RowSink _row = new();
    private readonly List<Shard> _shards = [];
    private IStoreWriter? _file;
    private ParquetWriter? _writer;
    private long _records, _tokens;

    public async ValueTask WriteAsync(T record, CancellationToken cancellation)
    {
        if (_writer is null) await OpenAsync(cancellation);
        _row.Begin(_writer!);
        _columns.Write(record, _row);
        for (var i = 0; i < schema.Notes.Count; i++) _row.Note(schema.Notes[i].Type, record.Notes[i]);
        _writer!.EndRow();
        _records++;
        _tokens += record.Tokens;
        await _writer.FlushIfFullAsync(cancellation);
        if (_writer.WrittenBytes >= destination.TargetBytes) await CloseAsync(cancellation);
    }

    public async ValueTask<IReadOnlyList<Shard>> CommitAsync(CancellationToken cancellation)
    {
        if (_writer is not null) await CloseAsync(cancellation);
        return _shards;
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
        if (_file is not null) await _file.DisposeAsync();
        (_writer, _file) = (null, null);
    }

    private async ValueTask OpenAsync(CancellationToken cancellation)
    {
        _file = await store.CreateAsync(destination.Folder, cancellation);
        try
        {
            _writer = new ParquetWriter(_file.Stream, _schema, new ParquetWriterOptions
            {
                Codec = destination.Codec switch
                {
                    ShardCodec.Zstandard => CodecKind.Zstandard,
                    ShardCodec.Snappy => CodecKind.Snappy,
                    ShardCodec.Gzip => CodecKind.Gzip,
                    _ => CodecKind.None,
                },
                RowGroupBytes = Math.Clamp(destination.TargetBytes, SmallestRowGroupBytes, Math.Max(SmallestRowGroupBytes, destination.BufferBytes)),
                Metadata = new SortedDictionary<string, string>(new Dictionary<string, string>(destination.Metadata)
                {
                    ["datapipe.record"] = T.Type.ToString().ToLowerInvariant(),
                    ["datapipe.notes"] = JsonSerializer.Serialize(schema.Notes.Select(n => new[] { n.Name, n.Type.ToString().ToLowerInvariant(), n.Summary })),
                }, StringComparer.Ordinal),
            });
        }
        catch (ZstandardUnavailableException missing)
        {
            throw new FaultException("DP3009", $"{missing.Message} In a pipeline: 'codec: snappy' under 'defaults'.", missing);
        }
    }

    private async ValueTask CloseAsync(CancellationToken cancellation)
    {
        var (writer, file) = (_writer!, _file!);
        await writer.FinishAsync(cancellation);
        await writer.DisposeAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"{destination.Folder}/{destination.Prefix}{_shards.Count:000}-{{hash}}.parquet");
        var published = await file.CommitAsync(name, cancellation);
        await file.DisposeAsync();
        _shards.Add(new Shard(published.Key, published.Bytes, published.Checksum, _records, _tokens));
        (_writer, _file, _records, _tokens) = (null, null, 0, 0);
    }
}
