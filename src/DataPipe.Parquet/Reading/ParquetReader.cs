using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Pruning;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Reading;

/// <summary>
/// Reads a Parquet file: the footer when opened, then one column chunk a call, by ranged reads of a source that stays the
/// caller's. Sizes a file claims are checked against its length and the limits before memory is taken. For one call at a time.
/// </summary>
public sealed class ParquetReader : IAsyncDisposable
{
    private readonly ChunkFetcher _chunks;
    private readonly ChunkPruner _pruner;
    private readonly IDisposable? _owned;

    private ParquetReader(IRangeSource source, string name, ParquetReaderOptions options, FileMetadata file, IDisposable? owned)
    {
        _owned = owned;
        Name = name;
        Options = options;
        Schema = file.Schema;
        Rows = file.Rows;
        CreatedBy = file.CreatedBy;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in file.KeyValues)
            metadata[key] = value;
        Metadata = metadata;
        var groups = new RowGroup[file.RowGroups.Count];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = new RowGroup(i, file.RowGroups[i].Rows, ChunksOf(file.RowGroups[i]));
        RowGroups = groups;
        _chunks = new ChunkFetcher(source, name, options, file.CreatedBy);
        _pruner = new ChunkPruner(source, options);
    }

    internal ParquetReaderOptions Options { get; }

    /// <summary>Name of the file, as the caller gave it.</summary>
    public string Name { get; }

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
        Stream seekable, string name, ParquetReaderOptions options, CancellationToken cancellation) =>
        await OpenAsync(new StreamRangeSource(seekable), name, options, null, cancellation).ConfigureAwait(false);

    /// <summary>Reads the footer of a source, which stays the caller's. The name is used in error messages alone.</summary>
    /// <exception cref="ParquetException">The file is not Parquet or its footer is damaged.</exception>
    public static ValueTask<ParquetReader> OpenAsync(
        IRangeSource source, string name, ParquetReaderOptions options, CancellationToken cancellation) =>
        OpenAsync(source, name, options, null, cancellation);

    /// <summary>Opens a local file and reads its footer; disposing the reader closes it.</summary>
    /// <exception cref="ParquetException">The file is not Parquet or its footer is damaged.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be opened.</exception>
    public static async ValueTask<ParquetReader> OpenFileAsync(
        string path, ParquetReaderOptions options, CancellationToken cancellation)
    {
        var file = new FileRangeSource(path);
        try
        {
            return await OpenAsync(file, path, options, file, cancellation).ConfigureAwait(false);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads and decodes the values of one leaf column in one row group.</summary>
    /// <exception cref="ParquetException">The chunk is damaged, exceeds a limit, or has a codec or encoding that is not read.</exception>
    public ValueTask<ColumnChunkValues> ReadAsync(int rowGroup, int leafIndex, CancellationToken cancellation) =>
        _chunks.ReadAsync(RowGroups[rowGroup], RowGroups[rowGroup].Columns[leafIndex], null, cancellation);

    /// <summary>Reads and decodes the values of one leaf column in some rows of one row group: of pages that hold none of them
    /// not even the bytes, where the file has an offset index.</summary>
    /// <exception cref="ParquetException">The chunk is damaged, exceeds a limit, or has a codec or encoding that is not read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The row group ends before the rows.</exception>
    public ValueTask<ColumnChunkValues> ReadAsync(int rowGroup, int leafIndex, RowRanges rows, CancellationToken cancellation)
    {
        var group = RowGroups[rowGroup];
        if (rows.Ranges.Count > 0)
            ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Ranges[^1].End, group.Rows, nameof(rows));
        return _chunks.ReadAsync(group, group.Columns[leafIndex], rows, cancellation);
    }

    /// <summary>Reads the values of one leaf column in one row group page by page: the memory of one page serves all when each
    /// is disposed before the next, and its values are in the processor's cache when they are looked at. A row of a repeated
    /// column may go on in the next page.</summary>
    /// <exception cref="ParquetException">A page is damaged, exceeds a limit, or has a codec or encoding that is not read.</exception>
    public IAsyncEnumerable<ColumnChunkValues> ReadPagesAsync(int rowGroup, int leafIndex, CancellationToken cancellation) =>
        _chunks.ReadPagesAsync(RowGroups[rowGroup], RowGroups[rowGroup].Columns[leafIndex], cancellation);

    /// <summary>The rows of a row group for which all predicates may hold, by the bounds of its chunks, their pages and their
    /// Bloom filters. No row for which they hold is missing; others may be among them. What the file says wrongly about its
    /// own indexes counts as not said.</summary>
    /// <exception cref="ArgumentException">A predicate names no leaf column, or compares with a value of another kind.</exception>
    public ValueTask<RowRanges> FindRowsAsync(
        int rowGroup, IReadOnlyList<ColumnPredicate> predicates, CancellationToken cancellation) =>
        _pruner.FindAsync(RowGroups[rowGroup], Schema, predicates, cancellation);

    /// <summary>Frees the codecs; values read before stay valid.</summary>
    public ValueTask DisposeAsync()
    {
        _chunks.Dispose();
        _owned?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async ValueTask<ParquetReader> OpenAsync(
        IRangeSource source, string name, ParquetReaderOptions options, IDisposable? owned, CancellationToken cancellation)
    {
        try
        {
            var footer = await FooterSource.ReadAsync(source, options, cancellation).ConfigureAwait(false);
            return new ParquetReader(source, name, options, FileMetadata.Read(footer.Span), owned);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new ParquetException(exception.Message, name, null, null, null, null, exception);
        }
    }

    private ColumnChunk[] ChunksOf(RowGroupMetadata group)
    {
        var chunks = new ColumnChunk[group.Columns.Count];
        for (var i = 0; i < chunks.Length; i++)
            chunks[i] = new ColumnChunk(Schema.Leaves[i], group.Columns[i]);
        return chunks;
    }
}
