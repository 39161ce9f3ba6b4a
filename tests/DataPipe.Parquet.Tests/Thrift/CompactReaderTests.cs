using System.Text;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Thrift;

namespace DataPipe.Parquet.Tests.Thrift;

public sealed class CompactReaderTests
{
    [Fact]
    public void Fields_are_read_as_written()
    {
        var reader = new CompactReader(Written());
        var field = 0;
        Assert.True(reader.NextField(ref field, out var type));
        Assert.Equal((1, -5), (field, reader.ReadInt32(type)));
        Assert.True(reader.NextField(ref field, out type));
        Assert.Equal((2, long.MinValue), (field, reader.ReadInt64(type)));
        Assert.True(reader.NextField(ref field, out type));
        Assert.Equal((40, "text"), (field, reader.ReadString(type)));
        Assert.True(reader.NextField(ref field, out type));
        Assert.Equal((41, true), (field, CompactReader.ReadBoolean(type)));
        Assert.True(reader.NextField(ref field, out type));
        Assert.Equal(20, reader.ReadListHeader(type, out var element));
        for (var i = 0; i < 20; i++)
            Assert.Equal(i * 1000, reader.ReadInt32(element));
        Assert.True(reader.NextField(ref field, out type));
        Assert.Equal((43, CompactType.Struct), (field, type));
        var inner = 0;
        Assert.True(reader.NextField(ref inner, out type));
        Assert.Equal((7, 300), (inner, reader.ReadInt32(type)));
        Assert.False(reader.NextField(ref inner, out _));
        Assert.False(reader.NextField(ref field, out _));
        Assert.Equal(Written().Length, reader.Position);
    }

    [Fact]
    public void Unknown_fields_of_every_type_are_skipped()
    {
        // byte, double, map of string to boolean, set of booleans, empty map, and what is written above.
        string[] values = ["1305", "170102030405060708", "1B01810161" + "01", "1A2101" + "02", "1B00", "1C" + Convert.ToHexString(Written())];
        foreach (var hex in values)
        {
            var bytes = Convert.FromHexString(hex + "00");
            var reader = new CompactReader(bytes);
            var field = 0;
            Assert.True(reader.NextField(ref field, out var type));
            reader.Skip(type);
            Assert.False(reader.NextField(ref field, out _));
            Assert.Equal(bytes.Length, reader.Position);
        }
    }

    [Theory]
    // Ends early, an integer without end, one of more than 32 bits, a string, a list and a map longer than the rest, unknown type.
    [InlineData("15")]
    [InlineData("15FFFFFFFFFFFFFFFFFFFFFF01")]
    [InlineData("15FFFFFFFF7F")]
    [InlineData("187F6162")]
    [InlineData("19F5FFFFFF0F00")]
    [InlineData("1BFFFFFF0F5500")]
    [InlineData("1D00")]
    public void Malformed_bytes_are_refused(string hex)
    {
        Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new CompactReader(Convert.FromHexString(hex));
            var field = 0;
            while (reader.NextField(ref field, out var type))
                if (type == CompactType.Int32)
                    reader.ReadInt32(type);
                else
                    reader.Skip(type);
        });
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var bytes = new byte[100_000];
        bytes.AsSpan().Fill(0x1C);
        Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new CompactReader(bytes);
            var field = 0;
            reader.NextField(ref field, out var type);
            reader.Skip(type);
        });
    }

    private static byte[] Written()
    {
        var output = new ByteBuffer();
        var writer = new CompactWriter(output);
        var last = 0;
        writer.Int32(ref last, 1, -5);
        writer.Int64(ref last, 2, long.MinValue);
        writer.Binary(ref last, 40, Encoding.ASCII.GetBytes("text"));
        writer.Boolean(ref last, 41, true);
        writer.List(ref last, 42, CompactType.Int32, 20);
        for (var i = 0; i < 20; i++)
            writer.Int32Element(i * 1000);
        writer.Struct(ref last, 43);
        var inner = 0;
        writer.Int32(ref inner, 7, 300);
        writer.End();
        writer.End();
        return output.Written.ToArray();
    }
}
