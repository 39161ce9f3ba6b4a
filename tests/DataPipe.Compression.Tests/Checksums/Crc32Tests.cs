using DataPipe.Compression.Checksums;

namespace DataPipe.Compression.Tests.Checksums;

public class Crc32Tests
{
    [Fact]
    public void Has_the_check_value_of_the_standard() => Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));

    [Fact]
    public void Gives_the_same_by_folding_by_tables_and_bit_by_bit_at_every_length()
    {
        var bytes = Members.Noise(700, 1);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var expected = BitByBit(bytes.AsSpan(0, length));
            Assert.Equal(expected, Crc32.Append(0, bytes.AsSpan(0, length)));
            Assert.Equal(expected, Crc32.AppendPortable(0, bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Continues_from_any_cut()
    {
        var bytes = Members.Noise(500, 2);
        var whole = Crc32.Append(0, bytes);
        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(whole, Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        var r = uint.MaxValue;
        foreach (var b in bytes)
        {
            r ^= b;
            for (var i = 0; i < 8; i++) r = (r & 1) != 0 ? (r >> 1) ^ 0xEDB88320 : r >> 1;
        }
        return ~r;
    }
}
