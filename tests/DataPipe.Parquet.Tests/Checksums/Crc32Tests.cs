using DataPipe.Parquet.Checksums;

namespace DataPipe.Parquet.Tests.Checksums;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_polynomial_is_met()
    {
        Assert.Equal(0xCBF43926, Crc32.Compute("123456789"u8));
        Assert.Equal(0u, Crc32.Compute([]));
    }

    [Fact]
    public void Folding_and_table_agree_at_every_length()
    {
        var bytes = new byte[700];
        new Random(1).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var start = (bytes.Length - length) / 3;
            var slice = bytes.AsSpan(start, length);
            Assert.Equal(Bitwise(slice), Crc32.Compute(slice));
            Assert.Equal(Bitwise(slice), Crc32.ComputeByTable(slice));
        }
    }

    private static uint Bitwise(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
