using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Tests.Encodings;

public sealed class BitPackedLevelsTests
{
    [Fact]
    public void The_example_of_the_specification_is_read_from_the_highest_bit()
    {
        var levels = new byte[8];
        // 0 to 7 of three bits each.
        Assert.Equal(3, BitPackedLevels.Decode([0b00000101, 0b00111001, 0b01110111, 0xFF], 3, levels));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], levels);
    }

    [Fact]
    public void The_last_byte_may_be_part_empty()
    {
        var levels = new byte[3];
        Assert.Equal(1, BitPackedLevels.Decode([0b10100000], 1, levels));
        Assert.Equal([1, 0, 1], levels);
        Assert.Throws<InvalidDataException>(() => BitPackedLevels.Decode([0xFF], 3, new byte[3]));
    }

    [Fact]
    public void Truth_values_in_runs_come_back()
    {
        bool[] values = [true, .. Enumerable.Repeat(false, 100), .. Enumerable.Range(0, 33).Select(i => i % 3 == 0)];
        var output = new DataPipe.Parquet.Buffers.ByteBuffer();
        RunLengthBooleans.Encode(values, output);
        var decoded = new bool[values.Length];
        RunLengthBooleans.Decode(output.Written, decoded);
        Assert.Equal(values, decoded);
        Assert.Throws<InvalidDataException>(() => RunLengthBooleans.Decode([1, 0, 0], new bool[1]));
    }
}
