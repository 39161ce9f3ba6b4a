using System.Runtime.InteropServices;
using DataPipe.Compression.Checksums;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>The finished pages of one column chunk, compressed and waiting for their row group to be written.</summary>
internal sealed class ChunkWriter(LeafColumn leaf, PageEncoder encoder, bool isSecondVersion, PageScratch scratch)
{
    private readonly SegmentedBuffer _dictionary = new();
    private readonly SegmentedBuffer _pages = new();
    private readonly OffsetIndex _places = new();
    private ColumnMetadata _column = new();
    private long _dictionaryBytes;
    private long _pageBytes;
    private long _rows;

    /// <summary>Number of data pages with positions in the dictionary.</summary>
    public int DictionaryPages { get; private set; }

    /// <summary>Number of data pages.</summary>
    public int DataPages => _places.Pages.Count;

    public void AddDataPage(
        int entryCount, int rows, ReadOnlySpan<byte> definitions, ReadOnlySpan<byte> repetitions, ValueBuffer values)
    {
        var header = new PageHeader { Type = isSecondVersion ? PageType.DataV2 : PageType.Data, ValueCount = entryCount };
        var payload = scratch.Payload;
        payload.Clear();
        header.RepetitionBytes = WriteLevels(repetitions, leaf.MaxRepetition, payload);
        header.DefinitionBytes = WriteLevels(definitions, leaf.MaxDefinition, payload);
        var levelBytes = payload.Length;
        header.Encoding = encoder.Encode(values, payload);
        if (header.Encoding == PageEncoding.Plain && levelBytes > 0)
            payload.Write(values.Plain);
        // Without levels the plain values are the page.
        var page = header.Encoding == PageEncoding.Plain && levelBytes == 0 ? values.Plain : payload.Written;
        if (isSecondVersion)
            (header.NullCount, header.Rows) = (entryCount - values.Count, rows);
        if (values.UsesDictionary)
            DictionaryPages++;
        var bytes = Add(header, page, isSecondVersion ? levelBytes : 0, _pages);
        _places.Pages.Add(new PageLocation(_pageBytes, bytes, _rows));
        _pageBytes += bytes;
        _rows += rows;
        _column.ValueCount = Math.Max(0, _column.ValueCount) + entryCount;
    }

    public void AddDictionaryPage(ValueBuffer values)
    {
        scratch.Payload.Clear();
        values.WriteDictionary(scratch.Payload);
        var header = new PageHeader { Type = PageType.Dictionary, Encoding = PageEncoding.Plain, ValueCount = values.DictionaryCount };
        _dictionaryBytes = Add(header, scratch.Payload.Written, 0, _dictionary);
    }

    /// <summary>Writes the chunk, shows its data pages' places to the index where there is one, and starts anew.</summary>
    public async ValueTask<ColumnMetadata> DrainAsync(StagedOutput output, ByteBuffer? index, CancellationToken cancellation)
    {
        var column = _column;
        column.Physical = leaf.Physical;
        column.Codec = scratch.Codec.Kind;
        column.DictionaryOffset = _dictionaryBytes > 0 ? output.Bytes : null;
        column.DataOffset = output.Bytes + _dictionaryBytes;
        if (leaf.MaxDefinition > 0)
            column.Encodings.Add(PageEncoding.Rle);
        foreach (var (_, encoding, _) in column.Pages)
            if (!column.Encodings.Contains(encoding))
                column.Encodings.Add(encoding);
        await _dictionary.DrainAsync(output, cancellation);
        await _pages.DrainAsync(output, cancellation);
        if (index is not null)
        {
            foreach (ref var page in CollectionsMarshal.AsSpan(_places.Pages))
                page = page with { Offset = page.Offset + column.DataOffset };
            _places.Write(index);
        }
        _places.Pages.Clear();
        _column = new ColumnMetadata();
        _dictionaryBytes = _pageBytes = _rows = 0;
        DictionaryPages = 0;
        return column;
    }

    /// <summary>Gives the memory of pages not yet written back.</summary>
    public void Release()
    {
        _dictionary.Release();
        _pages.Release();
    }

    private int Add(PageHeader header, ReadOnlySpan<byte> page, int levelBytes, SegmentedBuffer destination)
    {
        var body = Compress(header, page, levelBytes);
        header.UncompressedBytes = page.Length;
        header.CompressedBytes = body.Length;
        header.Checksum = Crc32.Append(0, body);
        scratch.Header.Clear();
        header.Write(scratch.Header);
        destination.Append(scratch.Header.Written);
        destination.Append(body);
        Count(header.Type, header.Encoding);
        _column.UncompressedBytes += scratch.Header.Length + page.Length;
        var bytes = scratch.Header.Length + body.Length;
        _column.CompressedBytes = Math.Max(0, _column.CompressedBytes) + bytes;
        return bytes;
    }

    private ReadOnlySpan<byte> Compress(PageHeader header, ReadOnlySpan<byte> page, int levelBytes)
    {
        if (scratch.Codec.Kind == CodecKind.None)
        {
            header.IsCompressed = false;
            return page;
        }
        scratch.Compressed.Clear();
        // The second version alone has levels outside what is compressed, and may leave values as they are.
        scratch.Compressed.Write(page[..levelBytes]);
        if (header.Type != PageType.DataV2 || page.Length > levelBytes)
            scratch.Codec.Compress(page[levelBytes..], scratch.Compressed);
        if (header.Type != PageType.DataV2 || scratch.Compressed.Length < page.Length)
            return scratch.Compressed.Written;
        header.IsCompressed = false;
        return page;
    }

    private void Count(PageType type, PageEncoding encoding)
    {
        foreach (ref var pages in CollectionsMarshal.AsSpan(_column.Pages))
            if (pages.Type == type && pages.Encoding == encoding)
            {
                pages.Count++;
                return;
            }
        _column.Pages.Add((type, encoding, 1));
    }

    // Pages of the first version have the length of their levels before them, others in their header.
    private int WriteLevels(ReadOnlySpan<byte> levels, int maxLevel, ByteBuffer output)
    {
        if (maxLevel == 0)
            return 0;
        var start = output.Length;
        if (!isSecondVersion)
            output.WriteInt32(0);
        RunLengthEncoder.Encode(levels, RunLengthEncoder.BitWidth(maxLevel), output);
        if (!isSecondVersion)
            output.PatchInt32(start, output.Length - start - sizeof(int));
        return output.Length - start;
    }
}
