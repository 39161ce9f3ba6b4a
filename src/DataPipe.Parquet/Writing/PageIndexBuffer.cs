using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Format;

namespace DataPipe.Parquet.Writing;

/// <summary>The page index of a whole file, kept as it will be written until the last row group has ended.</summary>
internal sealed class PageIndexBuffer
{
    private readonly ByteBuffer _columnIndexes = new();
    private readonly ByteBuffer _offsetIndexes = new();
    private readonly List<(ColumnMetadata Column, int ColumnIndexBytes, int OffsetIndexBytes)> _chunks = [];
    private int _knownBytes;

    /// <summary>Where the offset index of the next chunk is to be appended.</summary>
    public ByteBuffer OffsetIndexes => _offsetIndexes;

    /// <summary>Takes the bounds of a chunk whose offset index has just been appended.</summary>
    public void Add(ColumnMetadata column, ColumnIndex? bounds)
    {
        var start = _columnIndexes.Length;
        bounds?.Write(_columnIndexes);
        _chunks.Add((column, _columnIndexes.Length - start, _offsetIndexes.Length - _knownBytes));
        _knownBytes = _offsetIndexes.Length;
    }

    /// <summary>Writes the index and notes its places in the chunks' metadata.</summary>
    public async ValueTask WriteAsync(StagedOutput output, CancellationToken cancellation)
    {
        var (bounds, places) = (output.Bytes, output.Bytes + _columnIndexes.Length);
        foreach (var (column, columnIndexBytes, offsetIndexBytes) in _chunks)
        {
            if (columnIndexBytes > 0)
                column.ColumnIndex = (bounds, columnIndexBytes);
            column.OffsetIndex = (places, offsetIndexBytes);
            bounds += columnIndexBytes;
            places += offsetIndexBytes;
        }
        await output.WriteAsync(_columnIndexes.WrittenMemory, cancellation);
        await output.WriteAsync(_offsetIndexes.WrittenMemory, cancellation);
    }
}
