using System.Text;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Compression;
using DataPipe.Parquet.Reading;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Tests.Reading;

/// <summary>Pages as other writers make them.</summary>
public sealed class ChunkDecoderTests
{
    private static readonly LeafColumn Required = new ParquetSchema([SchemaNode.String("s")]).Leaves[0];
    private static readonly LeafColumn Optional = new ParquetSchema([SchemaNode.String("s", optional: true)]).Leaves[0];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Values_of_a_second_version_page_do_not_stay_in_the_chunk(bool isCompressed)
    {
        var values = Plain("abc", "de");
        var chunk = PageV2([], isCompressed ? Snappy(values) : values, values.Length, 2, isCompressed);
        var bytes = chunk.ToArray();
        var decoded = Decode(Required, bytes, 2, 2);
        bytes.AsSpan().Clear();
        Assert.Equal("abc", Encoding.UTF8.GetString(decoded.Bytes(0)));
        Assert.Equal("de", Encoding.UTF8.GetString(decoded.Bytes(1)));
    }

    [Fact]
    public void Levels_of_a_second_version_page_have_no_length_of_their_own()
    {
        // Bit-packed group: present, absent, present.
        byte[] levels = [0x03, 0b101];
        var values = Plain("abc", "de");
        var decoded = Decode(Optional, PageV2(levels, Snappy(values), values.Length, 3, true), 3, 3);
        Assert.Equal([1, 0, 1], decoded.Definitions.ToArray());
        Assert.Equal(2, decoded.ValueCount);
        Assert.Equal("de", Encoding.UTF8.GetString(decoded.Bytes(1)));
    }

    [Fact]
    public void Levels_longer_than_their_page_are_refused()
    {
        var chunk = PageV2([0x03, 0b101], [], 0, 3, false, claimedLevelBytes: 3);
        Assert.Throws<InvalidDataException>(() => Decode(Optional, chunk, 3, 3));
    }

    [Fact]
    public void Rows_other_than_those_of_the_row_group_are_refused()
    {
        var values = Plain("abc", "de");
        var exception = Assert.Throws<InvalidDataException>(
            () => Decode(Required, PageV2([], Snappy(values), values.Length, 2, true), 2, 3));
        Assert.Equal("the chunk holds 2 rows where its row group has 3", exception.Message);
    }

    private static ColumnChunkValues Decode(LeafColumn leaf, byte[] chunk, long valueCount, long rows) =>
        new ChunkDecoder(new ParquetReaderOptions(), new SnappyCodec(), new PagePool(), leaf).Decode(new ArraySegment<byte>(chunk), valueCount, rows, null);

    private static byte[] Plain(params string[] texts)
    {
        var output = new ByteBuffer();
        foreach (var text in texts)
        {
            output.WriteInt32(text.Length);
            output.Write(Encoding.UTF8.GetBytes(text));
        }
        return output.Written.ToArray();
    }

    private static byte[] Snappy(byte[] bytes)
    {
        var output = new ByteBuffer();
        new SnappyCodec().Compress(bytes, output);
        return output.Written.ToArray();
    }

    private static byte[] PageV2(
        byte[] levels, byte[] values, int uncompressedBytes, int count, bool isCompressed, int? claimedLevelBytes = null)
    {
        var output = new ByteBuffer();
        var writer = new CompactWriter(output);
        var last = 0;
        writer.Int32(ref last, 1, 3);
        writer.Int32(ref last, 2, levels.Length + uncompressedBytes);
        writer.Int32(ref last, 3, levels.Length + values.Length);
        writer.Struct(ref last, 8);
        var inner = 0;
        writer.Int32(ref inner, 1, count);
        writer.Int32(ref inner, 2, 0);
        writer.Int32(ref inner, 3, count);
        writer.Int32(ref inner, 4, 0);
        writer.Int32(ref inner, 5, claimedLevelBytes ?? levels.Length);
        writer.Int32(ref inner, 6, 0);
        writer.Boolean(ref inner, 7, isCompressed);
        writer.End();
        writer.End();
        output.Write(levels);
        output.Write(values);
        return output.Written.ToArray();
    }
}
