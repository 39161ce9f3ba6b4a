using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Reading;

/// <summary>Finds the pages of a column chunk and checks every size they claim, before memory is taken for any.</summary>
internal sealed class ChunkPages(ParquetReaderOptions options, ICodec codec, long valueCount)
{
    private readonly List<PagePlace> _pages = [];

    public IReadOnlyList<PagePlace> Pages => _pages;

    /// <summary>Offset within the chunk at which the search stands, for the place of an error.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes of all pages, uncompressed.</summary>
    public long UncompressedBytes { get; private set; }

    /// <summary>Reads page headers until the chunk's values are found.</summary>
    /// <exception cref="InvalidDataException">A header is malformed, or a size does not fit the chunk or the limits.</exception>
    public void Find(ReadOnlySpan<byte> chunk)
    {
        long found = 0;
        while (found < valueCount)
        {
            if (Position == chunk.Length)
                throw new InvalidDataException($"pages hold {found} values of {valueCount}");
            var reader = new CompactReader(chunk[Position..]);
            var header = PageHeader.Read(ref reader);
            var body = Position + reader.Position;
            if (header.CompressedBytes > chunk.Length - body)
                throw new InvalidDataException($"a page of {header.CompressedBytes} bytes where {chunk.Length - body} are left in the chunk");
            if (header.Type is PageType.Data or PageType.DataV2)
                found += header.ValueCount;
            else if (header.Type == PageType.Dictionary && _pages.Count > 0)
                throw new InvalidDataException("a dictionary behind the first page");
            else if (header.Type is not (PageType.Dictionary or PageType.Index))
                throw new InvalidDataException($"unknown page type {(int)header.Type}");
            if (found > valueCount)
                throw new InvalidDataException($"pages hold more values than the {valueCount} of the chunk");
            if (header.Type != PageType.Index)
                Add(new PagePlace(header, Position, body));
            Position = body + header.CompressedBytes;
        }
    }

    private void Add(PagePlace page)
    {
        var header = page.Header;
        if (header.UncompressedBytes > options.MaxPageBytes)
            throw new InvalidDataException($"a page of {header.UncompressedBytes} bytes exceeds the limit of {options.MaxPageBytes}");
        // Levels of the second version are never compressed: they add to the bound, but within the compressed bytes.
        if (header.UncompressedBytes > codec.MaxDecompressedBytes(header.CompressedBytes) + header.CompressedBytes)
            throw new InvalidDataException(
                $"a page of {header.CompressedBytes} bytes in {codec.Kind} cannot hold the {header.UncompressedBytes} it claims");
        UncompressedBytes += header.UncompressedBytes;
        _pages.Add(page);
    }
}
