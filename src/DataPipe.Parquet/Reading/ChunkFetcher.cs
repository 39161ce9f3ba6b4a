using System.Runtime.CompilerServices;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Pruning;

namespace DataPipe.Parquet.Reading;

/// <summary>Fetches column chunks, whole, page by page or in part, and has them decoded; faults get their place here.</summary>
internal sealed class ChunkFetcher(IRangeSource source, string name, ParquetReaderOptions options, string? createdBy) : IDisposable
{
    // parquet-mr before 1.2.9 left the dictionary's header out of a chunk's size (PARQUET-816): no header of its was longer.
    private const int ForgottenHeaderBytes = 100;

    private readonly Dictionary<CodecKind, ICodec> _codecs = [];
    private readonly PagePool _pool = new();
    private readonly int _slackBytes =
        createdBy == "parquet-mr" || (createdBy ?? "").StartsWith("parquet-mr version 1.2.", StringComparison.Ordinal) ? ForgottenHeaderBytes : 0;

    public async ValueTask<ColumnChunkValues> ReadAsync(
        RowGroup group, ColumnChunk chunk, RowRanges? selected, CancellationToken cancellation)
    {
        var bytes = (int)CheckedBytes(group, chunk);
        var codec = CodecOf(chunk.Codec);
        if (selected is not null && await FindPagesAsync(group, chunk, codec, cancellation).ConfigureAwait(false) is { } pages)
            return await GuardAsync(group, chunk, pages.Decoder, () => pages.ReadAsync(selected, cancellation)).ConfigureAwait(false);
        var decoder = new ChunkDecoder(options, codec, _pool, chunk.Leaf);
        return await GuardAsync(group, chunk, decoder, async () =>
        {
            var buffer = _pool.Rent(bytes);
            await source.ReadAsync(chunk.OffsetBytes, buffer.AsMemory(0, bytes), cancellation).ConfigureAwait(false);
            var values = decoder.Decode(new ArraySegment<byte>(buffer, 0, bytes), chunk.ValueCount, group.Rows, selected);
            // Pages that are compressed are copied out of the buffer, others and their values stay in it.
            if (chunk.Codec != CodecKind.None)
                _pool.Return(buffer);
            return values;
        }).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ColumnChunkValues> ReadPagesAsync(
        RowGroup group, ColumnChunk chunk, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var bytes = CheckedBytes(group, chunk);
        var cursor = new PageCursor(source, options, CodecOf(chunk.Codec), _pool, chunk, group.Rows, bytes);
        try
        {
            while (await GuardAsync(group, chunk, cursor.Decoder, () => cursor.NextAsync(cancellation)).ConfigureAwait(false) is { } page)
                yield return page;
        }
        finally
        {
            cursor.Close();
        }
    }

    /// <summary>Frees the codecs.</summary>
    public void Dispose()
    {
        foreach (var codec in _codecs.Values)
            codec.Dispose();
        _codecs.Clear();
    }

    // An index only spares reading: a faulty one counts as none.
    private async ValueTask<SelectedPages?> FindPagesAsync(
        RowGroup group, ColumnChunk chunk, ICodec codec, CancellationToken cancellation)
    {
        if (await IndexSource.ReadOffsetsAsync(source, options, chunk, group.Rows, cancellation).ConfigureAwait(false) is not { } index)
            return null;
        var pages = new SelectedPages(source, options, codec, _pool, chunk, group.Rows, index);
        return pages.Fits ? pages : null;
    }

    // Bytes to read: a few more than stated where the writer is known to have miscounted.
    private long CheckedBytes(RowGroup group, ColumnChunk chunk)
    {
        if (!Codecs.Supports(chunk.Codec))
            throw Fault($"codec {chunk.Codec} is not supported", group, chunk, null, null, null);
        if (chunk.OffsetBytes > source.Length - chunk.CompressedBytes)
            throw Fault($"{chunk.CompressedBytes} bytes at offset {chunk.OffsetBytes} lie beyond the end of the file", group, chunk, null, null, null);
        if (chunk.CompressedBytes > Math.Min(Array.MaxLength, options.MaxChunkBytes))
            throw Fault($"{chunk.CompressedBytes} bytes exceed the limit of a chunk", group, chunk, null, null, null);
        return Math.Min(chunk.CompressedBytes + _slackBytes, Math.Min(source.Length - chunk.OffsetBytes, Array.MaxLength));
    }

    private async ValueTask<T> GuardAsync<T>(RowGroup group, ColumnChunk chunk, ChunkDecoder decoder, Func<ValueTask<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw Fault(exception.Message, group, chunk, decoder.Page, chunk.OffsetBytes + decoder.Position, exception);
        }
    }

    private ICodec CodecOf(CodecKind kind)
    {
        if (!_codecs.TryGetValue(kind, out var codec))
            _codecs[kind] = codec = Codecs.Create(kind);
        return codec;
    }

    private ParquetException Fault(
        string reason, RowGroup group, ColumnChunk chunk, int? page, long? offsetBytes, Exception? inner) =>
        new(reason, name, chunk.Leaf.Path, group.Index, page, offsetBytes, inner);
}
