using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Reading;

/// <summary>
/// Reads a Parquet file: the footer when opened, then one column chunk a call, by ranged reads of a stream that stays the
/// caller's. Sizes a file claims are checked against its length and the limits before memory is taken. For one call at a time.
/// </summary>
public sealed class ParquetReader : IAsyncDisposable
{
    // parquet-mr before 1.2.9 left the dictionary's header out of a chunk's size (PARQUET-816): no header of its was longer.
    private const int ForgottenHeaderBytes = 100;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly ParquetReaderOptions _options;
    private readonly Dictionary<CodecKind, ICodec> _codecs = [];
    private readonly PagePool _pool = new();
    private readonly int _slackBytes;

    private ParquetReader(Stream stream, string name, ParquetReaderOptions options, FileMetadata file)
    {
        _stream = stream;
        _name = name;
        _options = options;
        Schema = file.Schema;
        Rows = file.Rows;
        CreatedBy = file.CreatedBy;
        _slackBytes = file.CreatedBy == "parquet-mr" || (file.CreatedBy ?? "").StartsWith("parquet-mr version 1.2.", StringComparison.Ordinal)
            ? ForgottenHeaderBytes : 0;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in file.KeyValues)
            metadata[key] = value;
        Metadata = metadata;
        var groups = new RowGroup[file.RowGroups.Count];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = new RowGroup(i, file.RowGroups[i].Rows, ChunksOf(file.RowGroups[i]));
        RowGroups = groups;
    }

    /// <summary>The columns.</summary>
    public ParquetSchema Schema { get; }

    /// <summary>Number of rows.</summary>
    public long Rows { get; }

    /// <summary>Program that wrote the file, as it calls itself; null when not stated.</summary>
    public string? CreatedBy { get; }

    /// <summary>Key-value metadata of the footer; of a key used twice, the last value.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The row groups with the sizes and bounds of their columns.</summary>
    public IReadOnlyList<RowGroup> RowGroups { get; }

    /// <summary>Reads the footer with the default limits.</summary>
    /// <exception cref="ParquetException">The file is not Parquet or its footer is damaged.</exception>
    public static ValueTask<ParquetReader> OpenAsync(Stream seekable, string name, CancellationToken cancellation) =>
        OpenAsync(seekable, name, new ParquetReaderOptions(), cancellation);

    /// <summary>Reads the footer. The name is used in error messages alone.</summary>
    /// <exception cref="ParquetException">The file is not Parquet or its footer is damaged.</exception>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static async ValueTask<ParquetReader> OpenAsync(
        Stream seekable, string name, ParquetReaderOptions options, CancellationToken cancellation)
    {
        if (!seekable.CanSeek || !seekable.CanRead)
            throw new ArgumentException("Reading Parquet needs a stream that can seek.", nameof(seekable));
        try
        {
            var footer = await FooterSource.ReadAsync(seekable, options, cancellation);
            return new ParquetReader(seekable, name, options, FileMetadata.Read(footer.Span));
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new ParquetException(exception.Message, name, null, null, null, null, exception);
        }
    }

    /// <summary>Reads and decodes the values of one leaf column in one row group.</summary>
    /// <exception cref="ParquetException">The chunk is damaged, exceeds a limit, or has a codec or encoding that is not read.</exception>
    /// <exception cref="ZstandardUnavailableException">The chunk is in Zstandard and libzstd is not installed.</exception>
    public async ValueTask<ColumnChunkValues> ReadAsync(int rowGroup, int leafIndex, CancellationToken cancellation)
    {
        var group = RowGroups[rowGroup];
        var chunk = group.Columns[leafIndex];
        if (!Codecs.Supports(chunk.Codec))
            throw Fault($"codec {chunk.Codec} is not supported", chunk, rowGroup, null, null, null);
        if (chunk.OffsetBytes > _stream.Length - chunk.CompressedBytes)
            throw Fault($"{chunk.CompressedBytes} bytes at offset {chunk.OffsetBytes} lie beyond the end of the file", chunk, rowGroup, null, null, null);
        if (chunk.CompressedBytes > Math.Min(Array.MaxLength, _options.MaxChunkBytes))
            throw Fault($"{chunk.CompressedBytes} bytes exceed the limit of a chunk", chunk, rowGroup, null, null, null);
        var codec = CodecOf(chunk.Codec);
        var bytes = (int)Math.Min(chunk.CompressedBytes + _slackBytes, Math.Min(_stream.Length - chunk.OffsetBytes, Array.MaxLength));
        var buffer = _pool.Rent(bytes);
        var decoder = new ChunkDecoder(_options, codec, _pool, chunk.Leaf, chunk.ValueCount, group.Rows);
        try
        {
            _stream.Position = chunk.OffsetBytes;
            await _stream.ReadExactlyAsync(buffer.AsMemory(0, bytes), cancellation);
            var values = decoder.Decode(buffer, bytes);
            // Pages that are compressed are copied out of the buffer, others and their values stay in it.
            if (chunk.Codec != CodecKind.None)
                _pool.Return(buffer);
            return values;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw Fault(exception.Message, chunk, rowGroup, decoder.Page, chunk.OffsetBytes + decoder.Position, exception);
        }
    }

    /// <summary>Frees the codecs; values read before stay valid.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var codec in _codecs.Values)
            codec.Dispose();
        _codecs.Clear();
        return ValueTask.CompletedTask;
    }

    private ColumnChunk[] ChunksOf(RowGroupMetadata group)
    {
        var chunks = new ColumnChunk[group.Columns.Count];
        for (var i = 0; i < chunks.Length; i++)
            chunks[i] = new ColumnChunk(Schema.Leaves[i], group.Columns[i]);
        return chunks;
    }

    private ICodec CodecOf(CodecKind kind)
    {
        if (!_codecs.TryGetValue(kind, out var codec))
            _codecs[kind] = codec = Codecs.Create(kind);
        return codec;
    }

    private ParquetException Fault(
        string reason, ColumnChunk chunk, int rowGroup, int? page, long? offsetBytes, Exception? inner) =>
        new(reason, _name, chunk.Leaf.Path, rowGroup, page, offsetBytes, inner);
}
