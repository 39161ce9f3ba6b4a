using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Reading;

/// <summary>Reads the headers of a chunk's pages one after another and checks every size they claim, before memory is taken.</summary>
internal sealed class ChunkPages(ParquetReaderOptions options, ICodec codec, LeafColumn leaf, long valueCount)
{
    // Bytes that a value takes when decoded, its levels included.
    private readonly int _valueBytes = (leaf.MaxDefinition > 0 ? 1 : 0) + (leaf.MaxRepetition > 0 ? 1 : 0) + leaf.Physical switch
    {
        PhysicalType.Boolean => 1,
        PhysicalType.Int32 or PhysicalType.Float => 4,
        _ => 8,
    };

    private long _claimedBytes;

    /// <summary>Pages so far, a dictionary counted.</summary>
    public int Count { get; private set; }

    /// <summary>Values of the pages so far, absent ones included.</summary>
    public long Values { get; private set; }

    /// <summary>Whether the pages so far hold all values of the chunk.</summary>
    public bool IsComplete => Values >= valueCount;

    /// <summary>Reads the header at the start of the bytes, of which the chunk has so many left. The header of an index page,
    /// which nobody needs, is given like any other.</summary>
    /// <exception cref="InvalidDataException">It is malformed, or a size does not fit the chunk or the limits.</exception>
    public PageHeader Next(ReadOnlySpan<byte> bytes, long left, out int headerBytes)
    {
        if (bytes.IsEmpty)
            throw new InvalidDataException($"pages hold {Values} values of {valueCount}");
        var reader = new CompactReader(bytes);
        var header = PageHeader.Read(ref reader);
        headerBytes = reader.Position;
        if (header.CompressedBytes > left - headerBytes)
            throw new InvalidDataException($"a page of {header.CompressedBytes} bytes where {left - headerBytes} are left in the chunk");
        if (header.Type == PageType.Index)
            return header;
        if (header.Type == PageType.Dictionary && Count > 0)
            throw new InvalidDataException("a dictionary behind the first page");
        if (header.Type is not (PageType.Data or PageType.DataV2 or PageType.Dictionary))
            throw new InvalidDataException($"unknown page type {(int)header.Type}");
        Check(header);
        Count++;
        return header;
    }

    private void Check(PageHeader header)
    {
        if (header.UncompressedBytes > options.MaxPageBytes)
            throw new InvalidDataException($"a page of {header.UncompressedBytes} bytes exceeds the limit of {options.MaxPageBytes}");
        // Levels of the second version are never compressed: they add to the bound, but within the compressed bytes.
        if (header.UncompressedBytes > codec.MaxDecompressedBytes(header.CompressedBytes) + header.CompressedBytes)
            throw new InvalidDataException(
                $"a page of {header.CompressedBytes} bytes in {codec.Kind} cannot hold the {header.UncompressedBytes} it claims");
        if (header.Type != PageType.Dictionary)
            Values += header.ValueCount;
        if (Values > valueCount)
            throw new InvalidDataException($"pages hold more values than the {valueCount} of the chunk");
        _claimedBytes += header.UncompressedBytes + ((long)header.ValueCount * _valueBytes);
        if (_claimedBytes > options.MaxChunkBytes)
            throw new InvalidDataException($"{Values} values and their pages exceed the limit of {options.MaxChunkBytes} bytes");
    }
}
