using System.Buffers.Binary;
using DataPipe.Compression.Checksums;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Reading;

/// <summary>Decodes the bytes of one column chunk. Malformed input throws <see cref="InvalidDataException"/>; <see cref="Page"/>
/// and <see cref="Position"/> then say where.</summary>
internal sealed class ChunkDecoder(
    ParquetReaderOptions options, ICodec codec, PagePool pool, LeafColumn leaf, long valueCount, long rows)
{
    private readonly List<byte[]> _pages = [];
    private byte[] _definitions = [];
    private byte[] _repetitions = [];
    private int _entries;

    /// <summary>Number of the page at work, from 0; null before the first.</summary>
    public int? Page { get; private set; }

    /// <summary>Offset within the chunk of the header of the page at work.</summary>
    public int Position { get; private set; }

    /// <summary>Decodes the first bytes of a rented array. Without compression the values stay in it and it becomes theirs.</summary>
    public ColumnChunkValues Decode(byte[] rented, int bytes)
    {
        ReadOnlyMemory<byte> chunk = rented.AsMemory(0, bytes);
        if (codec.Kind == CodecKind.None)
            _pages.Add(rented);
        var pages = FindPages(chunk.Span);
        CheckMemory(pages.UncompressedBytes);
        var count = (int)valueCount;
        if (leaf.MaxDefinition > 0)
            _definitions = GC.AllocateUninitializedArray<byte>(count);
        if (leaf.MaxRepetition > 0)
            _repetitions = GC.AllocateUninitializedArray<byte>(count);
        var values = CreateDecoder(count);
        for (var i = 0; i < pages.Pages.Count; i++)
        {
            var page = pages.Pages[i];
            (Page, Position) = (i, page.HeaderStart);
            var body = chunk.Slice(page.BodyStart, page.Header.CompressedBytes);
            if (options.VerifyChecksums && page.Header.Checksum is { } checksum && Crc32.Append(0, body.Span) != checksum)
                throw new InvalidDataException("the checksum of the page does not match its bytes");
            Decode(page.Header, body, values);
        }
        Page = null;
        CheckRows();
        return new ColumnChunkValues(leaf, count, _definitions, _repetitions, values.Values, values.Count, pool, _pages);
    }

    private ChunkPages FindPages(ReadOnlySpan<byte> chunk)
    {
        var pages = new ChunkPages(options, codec, valueCount);
        try
        {
            pages.Find(chunk);
            return pages;
        }
        catch (InvalidDataException)
        {
            (Page, Position) = (pages.Pages.Count, pages.Position);
            throw;
        }
    }

    private void CheckMemory(long pageBytes)
    {
        var valueBytes = leaf.Physical switch
        {
            PhysicalType.Boolean => 1,
            PhysicalType.Int32 or PhysicalType.Float => 4,
            PhysicalType.Int64 or PhysicalType.Double => 8,
            _ => 16,
        };
        valueBytes += (leaf.MaxDefinition > 0 ? 1 : 0) + (leaf.MaxRepetition > 0 ? 1 : 0);
        if (valueCount > Array.MaxLength || pageBytes + (valueCount * valueBytes) > options.MaxChunkBytes)
            throw new InvalidDataException(
                $"{valueCount} values in {pageBytes} bytes of pages exceed the limit of {options.MaxChunkBytes} bytes");
    }

    private IValueDecoder CreateDecoder(int maxCount) => leaf.Physical switch
    {
        PhysicalType.Boolean => new BooleanDecoder(maxCount),
        PhysicalType.Int32 => new NumberDecoder<int>(maxCount),
        PhysicalType.Int64 => new NumberDecoder<long>(maxCount),
        PhysicalType.Float => new NumberDecoder<float>(maxCount),
        PhysicalType.Double => new NumberDecoder<double>(maxCount),
        PhysicalType.Int96 => new BinaryDecoder(maxCount, 12),
        PhysicalType.FixedLenByteArray => new BinaryDecoder(maxCount, leaf.Node.FixedBytes),
        _ => new BinaryDecoder(maxCount, null),
    };

    private void Decode(PageHeader header, ReadOnlyMemory<byte> body, IValueDecoder values)
    {
        if (header.Type == PageType.DataV2)
        {
            DecodeV2(header, body, values);
            return;
        }
        var page = Decompress(body, header.UncompressedBytes, isCompressed: true);
        if (header.Type == PageType.Dictionary)
        {
            if (header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
                throw new InvalidDataException($"encoding {header.Encoding} of a dictionary is not supported");
            values.ReadDictionary(page, header.ValueCount);
            return;
        }
        ReadSizedLevels(header.RepetitionEncoding, leaf.MaxRepetition, _repetitions, header.ValueCount, ref page);
        ReadSizedLevels(header.DefinitionEncoding, leaf.MaxDefinition, _definitions, header.ValueCount, ref page);
        FinishPage(header, page, values);
    }

    private void DecodeV2(PageHeader header, ReadOnlyMemory<byte> body, IValueDecoder values)
    {
        var (repetitionBytes, definitionBytes) = (header.RepetitionBytes, header.DefinitionBytes);
        if (repetitionBytes < 0 || definitionBytes < 0 || (long)repetitionBytes + definitionBytes > body.Length
            || repetitionBytes + definitionBytes > header.UncompressedBytes)
            throw new InvalidDataException("levels longer than their page");
        ReadLevels(body.Span[..repetitionBytes], leaf.MaxRepetition, _repetitions, header.ValueCount);
        ReadLevels(body.Span.Slice(repetitionBytes, definitionBytes), leaf.MaxDefinition, _definitions, header.ValueCount);
        var levelBytes = repetitionBytes + definitionBytes;
        var page = Decompress(body[levelBytes..], header.UncompressedBytes - levelBytes, header.IsCompressed);
        FinishPage(header, page, values);
    }

    private void FinishPage(PageHeader header, ReadOnlyMemory<byte> page, IValueDecoder values)
    {
        var present = leaf.MaxDefinition == 0
            ? header.ValueCount
            : _definitions.AsSpan(_entries, header.ValueCount).Count((byte)leaf.MaxDefinition);
        _entries += header.ValueCount;
        values.ReadPage(header.Encoding, page, present);
    }

    private ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> body, int uncompressedBytes, bool isCompressed)
    {
        if (!isCompressed || codec.Kind == CodecKind.None)
        {
            if (body.Length != uncompressedBytes)
                throw new InvalidDataException($"an uncompressed page of {body.Length} bytes claims {uncompressedBytes}");
            // The chunk's bytes are kept for uncompressed chunks alone.
            return codec.Kind == CodecKind.None ? body : body.ToArray();
        }
        // Some writers leave out the body of an empty page.
        if (uncompressedBytes == 0)
            return default;
        var page = pool.Rent(uncompressedBytes);
        _pages.Add(page);
        codec.Decompress(body.Span, page.AsSpan(0, uncompressedBytes));
        return page.AsMemory(0, uncompressedBytes);
    }

    private void ReadSizedLevels(PageEncoding encoding, int maxLevel, byte[] levels, int count, ref ReadOnlyMemory<byte> page)
    {
        if (maxLevel == 0)
            return;
        if (encoding != PageEncoding.Rle)
            throw new InvalidDataException($"encoding {encoding} of levels is not supported");
        if (page.Length < sizeof(int))
            throw new InvalidDataException("levels end early");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(page.Span);
        page = page[sizeof(int)..];
        if (length > (uint)page.Length)
            throw new InvalidDataException($"levels of {length} bytes where {page.Length} are left");
        ReadLevels(page.Span[..(int)length], maxLevel, levels, count);
        page = page[(int)length..];
    }

    private void ReadLevels(ReadOnlySpan<byte> source, int maxLevel, byte[] levels, int count)
    {
        if (maxLevel == 0)
            return;
        var target = levels.AsSpan(_entries, count);
        RunLengthDecoder.Decode(source, RunLengthEncoder.BitWidth(maxLevel), target);
        if (target.ContainsAnyExceptInRange((byte)0, (byte)maxLevel))
            throw new InvalidDataException($"a level above {maxLevel}");
    }

    private void CheckRows()
    {
        var found = leaf.MaxRepetition == 0 ? valueCount : _repetitions.AsSpan().Count((byte)0);
        if (found != rows)
            throw new InvalidDataException($"the chunk holds {found} rows where its row group has {rows}");
        if (_repetitions.Length > 0 && _repetitions[0] != 0)
            throw new InvalidDataException("the chunk starts in the middle of a row");
    }
}
