using System.Numerics;
using DataPipe.Parquet.Buffers;

namespace DataPipe.Parquet.Encodings;

/// <summary>Writes small integers as runs of one value and groups of eight bit-packed values.</summary>
internal static class RunLengthEncoder
{
    // A run shorter than a group never beats packing.
    private const int MinRun = 8;

    public static void Encode<T>(ReadOnlySpan<T> values, int bitWidth, ByteBuffer output)
        where T : unmanaged, IBinaryInteger<T>
    {
        var packedStart = 0;
        var position = 0;
        while (position < values.Length)
        {
            var run = RunAt(values, position);
            // Packed groups before a run must be full: they borrow from it.
            var borrowed = (MinRun - (position - packedStart) % MinRun) % MinRun;
            if (run - borrowed < MinRun)
            {
                position += run;
                continue;
            }
            position += borrowed;
            run -= borrowed;
            Pack(values[packedStart..position], bitWidth, output);
            output.WriteVarint((ulong)run << 1);
            for (var bits = 0; bits < bitWidth; bits += 8)
                output.WriteByte((byte)(uint.CreateTruncating(values[position]) >> bits));
            position += run;
            packedStart = position;
        }
        Pack(values[packedStart..], bitWidth, output);
    }

    /// <summary>Bits that hold every value from 0 to the given one.</summary>
    public static int BitWidth(int maxValue) => 32 - BitOperations.LeadingZeroCount((uint)maxValue);

    private static int RunAt<T>(ReadOnlySpan<T> values, int position)
        where T : unmanaged, IBinaryInteger<T>
    {
        var value = values[position];
        if (position + 1 == values.Length || values[position + 1] != value)
            return 1;
        var end = values[(position + 1)..].IndexOfAnyExcept(value);
        return end < 0 ? values.Length - position : end + 1;
    }

    private static void Pack<T>(ReadOnlySpan<T> values, int bitWidth, ByteBuffer output)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (values.IsEmpty)
            return;
        var groups = (values.Length + 7) / 8;
        output.WriteVarint(((ulong)groups << 1) | 1);
        var totalBytes = groups * bitWidth;
        var end = output.Length + totalBytes;
        ulong pending = 0;
        var bits = 0;
        foreach (var value in values)
        {
            pending |= (ulong)uint.CreateTruncating(value) << bits;
            bits += bitWidth;
            if (bits < 32)
                continue;
            output.WriteInt32((int)pending);
            pending >>= 32;
            bits -= 32;
        }
        for (; output.Length < end; pending >>= 8)
            output.WriteByte((byte)pending);
    }
}
