using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;

namespace DataPipe.Storage.Jsonl;

/// <summary>Writes records as JSONL shards, plain or gzip.</summary>
internal sealed class JsonlShardWriter<T>(IStore store, ShardDestination destination, DatasetSchema schema, bool gzip) : IShardWriter<T> where T : class, IRecord<T>
{
    private const int LargestFlushBytes = 1 << 20;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly int _flushBytes = (int)Math.Clamp(destination.TargetBytes, 1, LargestFlushBytes);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly List<Shard> _shards = [];
    private Utf8JsonWriter? _json;
    private IStoreWriter? _file;
    private Stream? _out;
    private long _records, _tokens;

    public async ValueTask WriteAsync(T record, CancellationToken cancellation)
    {
        if (_file is null)
        {
            _file = await store.CreateAsync(destination.Folder, cancellation);
            _out = gzip ? new GZipStream(_file.Stream, CompressionLevel.Optimal, leaveOpen: true) : _file.Stream;
        }

        _json ??= new Utf8JsonWriter(_buffer, Options);
        RecordJson.Write(_json, record, schema);
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        _records++;
        _tokens += record.Tokens;
        if (_buffer.WrittenCount >= _flushBytes) await FlushAsync(cancellation);
        if (_file.Bytes >= destination.TargetBytes) await CloseAsync(cancellation);
    }

    public async ValueTask<IReadOnlyList<Shard>> CommitAsync(CancellationToken cancellation)
    {
        if (_file is not null) await CloseAsync(cancellation);
        return _shards;
    }

    public async ValueTask DisposeAsync()
    {
        if (_json is not null) await _json.DisposeAsync();
        try
        {
            if (gzip && _out is not null) await _out.DisposeAsync();
        }
        catch (FaultException cause)
        {
            // Closing gzip writes its end, which fails on a full disk; the file is abandoned anyway.
            GC.KeepAlive(cause);
        }

        if (_file is not null) await _file.DisposeAsync();
        (_json, _out, _file) = (null, null, null);
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await _out!.WriteAsync(_buffer.WrittenMemory, cancellation);
        _buffer.ResetWrittenCount();
    }

    private async ValueTask CloseAsync(CancellationToken cancellation)
    {
        await FlushAsync(cancellation);
        if (gzip) await _out!.DisposeAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"{destination.Folder}/{destination.Prefix}{_shards.Count:000}-{{hash}}.jsonl{(gzip ? ".gz" : "")}");
        var published = await _file!.CommitAsync(name, cancellation);
        await _file.DisposeAsync();
        _shards.Add(new Shard(published.Key, published.Bytes, published.Checksum, _records, _tokens));
        (_file, _out, _records, _tokens) = (null, null, 0, 0);
    }
}
