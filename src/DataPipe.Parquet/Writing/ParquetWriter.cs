using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>
/// Writes a Parquet file from first byte to last; the stream need not seek and stays the caller's. Per row, append to every leaf
/// column and call <see cref="EndRow"/>. The same calls give the same bytes. For one thread at a time.
/// </summary>
public sealed class ParquetWriter : IAsyncDisposable
{
    private readonly StagedOutput _output;
    private readonly ParquetWriterOptions _options;
    private readonly ICodec _codec;
    private readonly PageScratch _scratch;
    private readonly ColumnBuffer[] _columns;
    private readonly FileMetadata _file;
    private readonly PageIndexBuffer? _index;
    private readonly ByteBuffer _filter = new();
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private long _groupRows;
    private bool _isFinished;
    private bool _isFailed;

    /// <summary>Prepares a file; nothing is written before the first row group ends.</summary>
    /// <exception cref="ArgumentException">The schema or an option cannot be written.</exception>
    /// <exception cref="NotSupportedException">The codec is one this library does not write.</exception>
    /// <exception cref="ZstandardUnavailableException">The codec is Zstandard and libzstd is not installed.</exception>
    public ParquetWriter(Stream output, ParquetSchema schema, ParquetWriterOptions options)
    {
        WritableSchema.Check(schema);
        WritableOptions.Check(options, schema);
        _output = new StagedOutput(output);
        _options = options;
        _file = new FileMetadata { Schema = schema };
        _index = options.PageIndex ? new PageIndexBuffer() : null;
        foreach (var (key, value) in options.Metadata)
            _metadata[key] = value;
        _codec = Codecs.Create(options.Codec, options.CompressionLevel);
        _scratch = new PageScratch(_codec);
        _columns = new ColumnBuffer[schema.Leaves.Count];
        for (var i = 0; i < _columns.Length; i++)
            _columns[i] = new ColumnBuffer(schema.Leaves[i], options, _scratch);
    }

    /// <summary>Rows ended so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes written to the stream so far.</summary>
    public long WrittenBytes => _output.Bytes;

    /// <summary>Uncompressed bytes of the open row group, roughly: values in plain form and a byte for each level or null.</summary>
    public long BufferedBytes
    {
        get
        {
            long bytes = 0;
            foreach (var column in _columns)
                bytes += column.BufferedBytes;
            return bytes;
        }
    }

    /// <summary>The buffer of a leaf column, to append values to.</summary>
    public ColumnBuffer Column(int leafIndex) => _columns[leafIndex];

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">A column got no value for it.</exception>
    public void EndRow()
    {
        foreach (var column in _columns)
            if (!column.HasOpenRow)
                throw new InvalidOperationException($"Column {column.Leaf.Path} has no value in row {Rows}.");
        foreach (var column in _columns)
            column.EndRow();
        Rows++;
        _groupRows++;
    }

    /// <summary>Sets a key of the footer's metadata, over one of the same name.</summary>
    /// <exception cref="InvalidOperationException">The footer is written.</exception>
    public void SetMetadata(string key, string value)
    {
        ThrowIfFinished();
        _metadata[key] = value;
    }

    /// <summary>Ends the open row group when it has reached the size of <see cref="ParquetWriterOptions.RowGroupBytes"/>.</summary>
    public ValueTask FlushIfFullAsync(CancellationToken cancellation) =>
        BufferedBytes >= _options.RowGroupBytes ? FlushRowGroupAsync(cancellation) : ValueTask.CompletedTask;

    /// <summary>Writes the open row group, unless it has no rows.</summary>
    /// <exception cref="InvalidOperationException">A row is begun and not ended, or the footer is written.</exception>
    public async ValueTask FlushRowGroupAsync(CancellationToken cancellation)
    {
        ThrowIfFinished();
        foreach (var column in _columns)
            if (column.HasOpenRow)
                throw new InvalidOperationException($"Row {Rows} is begun in column {column.Leaf.Path} and not ended.");
        if (_groupRows == 0)
            return;
        _isFailed = true;
        if (WrittenBytes == 0)
            await _output.WriteAsync(FileMetadata.Magic.ToArray(), cancellation);
        var group = new RowGroupMetadata { Rows = _groupRows };
        foreach (var column in _columns)
        {
            var metadata = await column.FlushAsync(_output, _index, cancellation);
            group.Columns.Add(metadata);
        }
        await WriteBloomFiltersAsync(group, cancellation);
        await _output.SendAsync(cancellation);
        _file.RowGroups.Add(group);
        _groupRows = 0;
        _isFailed = false;
    }

    /// <summary>Writes the last row group and the footer and flushes the stream: only now it is a Parquet file.</summary>
    /// <exception cref="InvalidOperationException">A row is begun and not ended, or the footer is written.</exception>
    public async ValueTask FinishAsync(CancellationToken cancellation)
    {
        await FlushRowGroupAsync(cancellation);
        if (WrittenBytes == 0)
            await _output.WriteAsync(FileMetadata.Magic.ToArray(), cancellation);
        _file.Rows = Rows;
        _file.KeyValues.AddRange(_metadata);
        _file.CreatedBy = "datapipe version " + typeof(ParquetWriter).Assembly.GetName().Version!.ToString(3);
        _isFinished = true;
        if (_index is not null)
            await _index.WriteAsync(_output, cancellation);
        var footer = new ByteBuffer();
        _file.Write(footer);
        footer.WriteInt32(footer.Length);
        footer.Write(FileMetadata.Magic);
        await _output.WriteAsync(footer.WrittenMemory, cancellation);
        await _output.FlushAsync(cancellation);
    }

    /// <summary>Frees the codec and the buffers. Without <see cref="FinishAsync"/> before it, no footer is written.</summary>
    public ValueTask DisposeAsync()
    {
        _codec.Dispose();
        _scratch.Release();
        _output.Release();
        _filter.Release();
        foreach (var column in _columns)
            column.Release();
        return ValueTask.CompletedTask;
    }

    // Between row groups, where the format allows them: at the end of the file they would all have to be kept until then.
    private async ValueTask WriteBloomFiltersAsync(RowGroupMetadata group, CancellationToken cancellation)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            _filter.Clear();
            if (!_columns[i].WriteBloomFilter(_filter))
                continue;
            group.Columns[i].BloomFilter = (WrittenBytes, _filter.Length);
            await _output.WriteAsync(_filter.WrittenMemory, cancellation);
        }
    }

    private void ThrowIfFinished()
    {
        if (_isFinished)
            throw new InvalidOperationException("The file is finished.");
        if (_isFailed)
            throw new InvalidOperationException("Writing failed before, in the middle of a row group: the file cannot be completed.");
    }
}
