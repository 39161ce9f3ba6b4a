using System.Runtime.InteropServices;
using DataPipe.Parquet.Buffers;
using DataPipe.Compression.Checksums;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>The finished pages of one column chunk, compressed and waiting for their row group to be written.</summary>
internal sealed class ChunkWriter(LeafColumn leaf, PageScratch scratch, SegmentPool pool)
{
    private readonly SegmentedBuffer _dictionary = new(pool);
    private readonly SegmentedBuffer _pages = new(pool);
    private ColumnMetadata _column = new();
    private long _dictionaryBytes;

    /// <summary>Number of data pages with positions in the dictionary.</summary>
    public int DictionaryPages { get; private set; }

    public void AddDataPage(int entryCount, ReadOnlySpan<byte> definitions, ReadOnlySpan<byte> repetitions, ValueBuffer values)
    {
        var payload = scratch.Payload;
        payload.Clear();
        WriteLevels(repetitions, leaf.MaxRepetition, payload);
        WriteLevels(definitions, leaf.MaxDefinition, payload);
        var encoding = values.UsesDictionary ? PageEncoding.RleDictionary : PageEncoding.Plain;
        if (values.UsesDictionary)
        {
            values.WriteIndices(payload);
            DictionaryPages++;
        }
        else if (payload.Length > 0)
        {
            payload.Write(values.Plain);
        }
        // Without levels the plain values are the page.
        var page = payload.Length > 0 ? payload.Written : values.Plain;
        Add(new PageHeader { Type = PageType.Data, Encoding = encoding, ValueCount = entryCount }, page, _pages);
        _column.ValueCount = Math.Max(0, _column.ValueCount) + entryCount;
    }

    public void AddDictionaryPage(ValueBuffer values)
    {
        scratch.Payload.Clear();
        values.WriteDictionary(scratch.Payload);
        var header = new PageHeader { Type = PageType.Dictionary, Encoding = PageEncoding.Plain, ValueCount = values.DictionaryCount };
        _dictionaryBytes = Add(header, scratch.Payload.Written, _dictionary);
    }

    /// <summary>Writes the chunk at the given offset of the file and starts anew.</summary>
    public async ValueTask<ColumnMetadata> DrainAsync(
        Stream output, long offset, ColumnStatistics statistics, CancellationToken cancellation)
    {
        var column = _column;
        column.Physical = leaf.Physical;
        column.Codec = scratch.Codec.Kind;
        column.Statistics = statistics;
        column.DictionaryOffset = _dictionaryBytes > 0 ? offset : null;
        column.DataOffset = offset + _dictionaryBytes;
        if (leaf.MaxDefinition > 0)
            column.Encodings.Add(PageEncoding.Rle);
        foreach (var (_, encoding, _) in column.Pages)
            if (!column.Encodings.Contains(encoding))
                column.Encodings.Add(encoding);
        await _dictionary.DrainAsync(output, cancellation);
        await _pages.DrainAsync(output, cancellation);
        _column = new ColumnMetadata();
        _dictionaryBytes = 0;
        DictionaryPages = 0;
        return column;
    }

    private long Add(PageHeader header, ReadOnlySpan<byte> page, SegmentedBuffer destination)
    {
        var body = page;
        if (scratch.Codec.Kind != CodecKind.None)
        {
            scratch.Compressed.Clear();
            scratch.Codec.Compress(page, scratch.Compressed);
            body = scratch.Compressed.Written;
        }
        header.UncompressedBytes = page.Length;
        header.CompressedBytes = body.Length;
        header.Checksum = Crc32.Append(0, body);
        scratch.Header.Clear();
        header.Write(scratch.Header);
        destination.Append(scratch.Header.Written);
        destination.Append(body);
        Count(header.Type, header.Encoding);
        _column.UncompressedBytes += scratch.Header.Length + page.Length;
        var bytes = (long)scratch.Header.Length + body.Length;
        _column.CompressedBytes = Math.Max(0, _column.CompressedBytes) + bytes;
        return bytes;
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

    private static void WriteLevels(ReadOnlySpan<byte> levels, int maxLevel, ByteBuffer output)
    {
        if (maxLevel == 0)
            return;
        var start = output.Length;
        output.WriteInt32(0);
        RunLengthEncoder.Encode(levels, RunLengthEncoder.BitWidth(maxLevel), output);
        output.PatchInt32(start, output.Length - start - sizeof(int));
    }
}
