using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Tests.Encodings;

public sealed class ByteStreamSplitTests
{
    [Fact]
    public void First_bytes_come_first()
    {
        var output = new ByteBuffer();
        ByteStreamSplit.Encode([0xAA, 0xBB, 0xCC, 0xDD, 0x00, 0x11, 0x22, 0x33, 0xA3, 0xB4, 0xC5, 0xD6], 4, output);
        Assert.Equal("AA00A3BB11B4CC22C5DD33D6", Convert.ToHexString(output.Written));
    }

    [Fact]
    public void Values_of_every_width_come_back()
    {
        foreach (var width in new[] { 1, 2, 3, 4, 5, 7, 8, 12, 16 })
            foreach (var count in new[] { 0, 1, 2, 31, 100 })
            {
                var values = new byte[width * count];
                new Random(width).NextBytes(values);
                var output = new ByteBuffer();
                ByteStreamSplit.Encode(values, width, output);
                var decoded = new byte[values.Length];
                ByteStreamSplit.Decode(output.Written, width, decoded);
                Assert.Equal(values, decoded);
            }
    }

    [Fact]
    public void Another_number_of_bytes_is_refused() =>
        Assert.Throws<InvalidDataException>(() => ByteStreamSplit.Decode(new byte[9], 4, new byte[8]));
}
