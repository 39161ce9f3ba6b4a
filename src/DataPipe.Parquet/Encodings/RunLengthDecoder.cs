using System.Buffers.Binary;
using System.Numerics;

namespace DataPipe.Parquet.Encodings;

/// <summary>Reads small integers from runs of one value and groups of eight bit-packed values.</summary>
internal static class RunLengthDecoder
{
    /// <summary>Fills the destination and returns the bytes read. Padding after the last value may be absent.</summary>
    /// <exception cref="InvalidDataException">The source ends before the destination is full.</exception>
    public static int Decode<T>(ReadOnlySpan<byte> source, int bitWidth, Span<T> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        var position = 0;
        while (!destination.IsEmpty)
        {
            var header = ReadHeader(source, ref position);
            var count = (int)Math.Min((header & 1) == 0 ? header >> 1 : (header >> 1) * 8, (ulong)destination.Length);
            if ((header & 1) == 0)
            {
                destination[..count].Fill(ReadRunValue<T>(source, ref position, bitWidth));
            }
            else
            {
                Unpack(source[position..], bitWidth, destination[..count]);
                position += (int)Math.Min((header >> 1) * (ulong)bitWidth, (ulong)(source.Length - position));
            }
            destination = destination[count..];
        }
        return position;
    }

    private static void Unpack<T>(ReadOnlySpan<byte> source, int bitWidth, Span<T> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (((long)destination.Length * bitWidth + 7) / 8 > source.Length)
            throw Ended();
        var mask = (1UL << bitWidth) - 1;
        // Values of at most 32 bits lie within the eight bytes from their first byte on, as long as there are eight.
        var wide = source.Length < 8 ? 0 : bitWidth == 0 ? destination.Length
            : (int)Math.Min(destination.Length, ((source.Length - 8L) * 8 + 7) / bitWidth + 1);
        long bit = 0;
        for (var i = 0; i < wide; i++, bit += bitWidth)
            destination[i] = T.CreateTruncating(
                (BinaryPrimitives.ReadUInt64LittleEndian(source[(int)(bit >> 3)..]) >> (int)(bit & 7)) & mask);
        for (var i = wide; i < destination.Length; i++, bit += bitWidth)
            destination[i] = T.CreateTruncating((ReadTail(source, (int)(bit >> 3)) >> (int)(bit & 7)) & mask);
    }

    private static ulong ReadTail(ReadOnlySpan<byte> source, int position)
    {
        ulong value = 0;
        for (var i = Math.Min(source.Length - position, 8) - 1; i >= 0; i--)
            value = (value << 8) | source[position + i];
        return value;
    }

    private static T ReadRunValue<T>(ReadOnlySpan<byte> source, ref int position, int bitWidth)
        where T : unmanaged, IBinaryInteger<T>
    {
        var bytes = (bitWidth + 7) / 8;
        if (bytes > source.Length - position)
            throw Ended();
        uint value = 0;
        for (var i = 0; i < bytes; i++)
            value |= (uint)source[position++] << (8 * i);
        return T.CreateTruncating(value);
    }

    private static ulong ReadHeader(ReadOnlySpan<byte> source, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (position == source.Length)
                throw Ended();
            var next = source[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("a run without end");
    }

    private static InvalidDataException Ended() => new("levels or dictionary positions end early");
}
