using DataPipe.Compression.Checksums;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Pruning;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Reading;

/// <summary>Decodes the pages of one column chunk. Malformed input throws <see cref="InvalidDataException"/>; <see cref="Page"/>
/// and <see cref="Position"/> then say where.</summary>
internal sealed class ChunkDecoder
{
    private readonly ParquetReaderOptions _options;
    private readonly ICodec _codec;
    private readonly LeafColumn _leaf;
    private readonly PageLevels _levels;
    private readonly IValueDecoder _values;
    private readonly RowSelection _selection;
    private readonly PageArrays _arrays;

    public ChunkDecoder(ParquetReaderOptions options, ICodec codec, PagePool pool, LeafColumn leaf)
    {
        (_options, _codec, _leaf) = (options, codec, leaf);
        _arrays = new PageArrays(pool);
        _levels = new PageLevels(leaf);
        _values = CreateDecoder();
        _selection = new RowSelection(_levels, _values, leaf.MaxRepetition > 0);
    }

    /// <summary>Number of the page at work, from 0; null before the first.</summary>
    public int? Page { get; set; }

    /// <summary>Offset within the chunk of the header of the page at work.</summary>
    public long Position { get; set; }

    /// <summary>Rows that start in the kept entries.</summary>
    public long Rows => _levels.Rows(0, _levels.Count);

    /// <summary>Lets uncompressed pages keep their bytes in a rented array; without it they are copied.</summary>
    public void Adopt(byte[] rented) => _arrays.Adopt(rented);

    /// <summary>Keeps the dictionary decoded before for all that is taken later.</summary>
    public void KeepDictionary() => _arrays.Share();

    /// <summary>Decodes all pages of a chunk that lies in memory. Of the given rows alone, when there are any given.</summary>
    public ColumnChunkValues Decode(ArraySegment<byte> chunk, long valueCount, long rows, RowRanges? selected)
    {
        if (_codec.Kind == CodecKind.None)
            Adopt(chunk.Array!);
        var pages = FindPages(chunk, valueCount);
        long row = 0;
        for (var i = 0; i < pages.Count; i++)
        {
            (Page, Position) = (i, pages[i].HeaderStart);
            var header = pages[i].Header;
            row += DecodePage(header, chunk.Slice(pages[i].BodyStart, header.CompressedBytes), selected, row, isRowStart: row == 0);
        }
        Page = null;
        if (row != rows)
            throw new InvalidDataException($"the chunk holds {row} rows where its row group has {rows}");
        return Take();
    }

    /// <summary>Decodes a page, keeps what belongs to the given rows and returns the number of rows that start in it: the first
    /// has the given number, and is at the page's start where that <paramref name="isRowStart"/>.</summary>
    public int DecodePage(PageHeader header, ArraySegment<byte> body, RowRanges? selected, long firstRow, bool isRowStart)
    {
        if (_options.VerifyChecksums && header.Checksum is { } checksum && Crc32.Append(0, body) != checksum)
            throw new InvalidDataException("the checksum of the page does not match its bytes");
        if (header.Type == PageType.Dictionary)
        {
            DecodeDictionary(header, body);
            return 0;
        }
        var (entries, values) = (_levels.Count, _values.Count);
        var page = header.Type == PageType.DataV2 ? OpenV2(header, body) : Open(header, body);
        _values.ReadPage(header.Encoding, page, _levels.Present(entries, _levels.Count));
        var rows = _levels.Rows(entries, _levels.Count);
        isRowStart &= _levels.Count > entries;
        if (isRowStart && _leaf.MaxRepetition > 0 && _levels.Repetitions[entries] != 0)
            throw new InvalidDataException("the page starts in the middle of a row");
        if (selected is not null)
            _selection.Keep(selected, entries, values, firstRow);
        return rows;
    }

    /// <summary>Hands over what is decoded and starts anew. The dictionary stays when it was kept.</summary>
    public ColumnChunkValues Take()
    {
        var taken = new ColumnChunkValues(
            _leaf, _levels.Count, _levels.DefinitionArray, _levels.RepetitionArray, _values.Values, _values.Count, _arrays.Detach());
        _levels.Clear();
        _values.Clear();
        return taken;
    }

    private List<PagePlace> FindPages(ReadOnlySpan<byte> chunk, long valueCount)
    {
        var checks = new ChunkPages(_options, _codec, _leaf, valueCount);
        var pages = new List<PagePlace>();
        var position = 0;
        while (!checks.IsComplete)
        {
            (Page, Position) = (checks.Count, position);
            var header = checks.Next(chunk[position..], chunk.Length - position, out var headerBytes);
            if (header.Type != PageType.Index)
                pages.Add(new PagePlace(header, position, position + headerBytes));
            position += headerBytes + header.CompressedBytes;
        }
        return pages;
    }

    private void DecodeDictionary(PageHeader header, ArraySegment<byte> body)
    {
        if (header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
            throw new InvalidDataException($"encoding {header.Encoding} of a dictionary is not supported");
        _values.ReadDictionary(Decompress(body, header.UncompressedBytes, isCompressed: true), header.ValueCount);
    }

    private ArraySegment<byte> Open(PageHeader header, ArraySegment<byte> body)
    {
        var page = Decompress(body, header.UncompressedBytes, isCompressed: true);
        _levels.Read(header, ref page);
        return page;
    }

    private ArraySegment<byte> OpenV2(PageHeader header, ArraySegment<byte> body)
    {
        var levelBytes = _levels.ReadV2(header, body);
        return Decompress(body[levelBytes..], header.UncompressedBytes - levelBytes, header.IsCompressed);
    }

    private ArraySegment<byte> Decompress(ArraySegment<byte> body, int uncompressedBytes, bool isCompressed)
    {
        if (!isCompressed || _codec.Kind == CodecKind.None)
        {
            if (body.Count != uncompressedBytes)
                throw new InvalidDataException($"an uncompressed page of {body.Count} bytes claims {uncompressedBytes}");
            if (_arrays.Holds(body.Array!))
                return body;
        }
        // Some writers leave out the body of an empty page.
        if (uncompressedBytes == 0)
            return new ArraySegment<byte>([]);
        var page = new ArraySegment<byte>(_arrays.Rent(uncompressedBytes), 0, uncompressedBytes);
        if (isCompressed)
            _codec.Decompress(body, page);
        else
            body.CopyTo(page);
        return page;
    }

    private IValueDecoder CreateDecoder() => _leaf.Physical switch
    {
        PhysicalType.Boolean => new BooleanDecoder(),
        PhysicalType.Int32 => new NumberDecoder<int>(),
        PhysicalType.Int64 => new NumberDecoder<long>(),
        PhysicalType.Float => new NumberDecoder<float>(),
        PhysicalType.Double => new NumberDecoder<double>(),
        PhysicalType.Int96 => new BinaryDecoder(12, _arrays, _options.MaxPageBytes),
        PhysicalType.FixedLenByteArray => new BinaryDecoder(_leaf.Node.FixedBytes ?? 0, _arrays, _options.MaxPageBytes),
        _ => new BinaryDecoder(null, _arrays, _options.MaxPageBytes),
    };
}
