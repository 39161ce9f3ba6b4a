using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using DataPipe.Parquet.Buffers;

namespace DataPipe.Parquet.Encodings;

/// <summary>DELTA_BINARY_PACKED of 32-bit and 64-bit integers: differences, less the smallest of their block, bit-packed by
/// miniblocks. All arithmetic wraps around, so that every integer has its difference to every other.</summary>
internal static class DeltaBinaryPacked
{
    // The block of the reference writer, and the smallest that the format allows.
    private const int BlockValues = 128;
    private const int Miniblocks = 4;

    // Miniblocks hold a multiple of 32 values, so that they end at a byte.
    private const int StepValues = 32;

    /// <summary>Appends the values with their header.</summary>
    public static void Encode<T>(ReadOnlySpan<T> values, ByteBuffer output)
        where T : unmanaged, IBinaryInteger<T>
    {
        output.WriteVarint(BlockValues);
        output.WriteVarint(Miniblocks);
        output.WriteVarint((ulong)values.Length);
        WriteZigZag(values.IsEmpty ? 0 : long.CreateTruncating(values[0]), output);
        Span<T> differences = stackalloc T[BlockValues];
        for (var start = 1; start < values.Length; start += BlockValues)
        {
            var count = Math.Min(BlockValues, values.Length - start);
            var least = unchecked(values[start] - values[start - 1]);
            for (var i = 0; i < count; i++)
            {
                differences[i] = unchecked(values[start + i] - values[start + i - 1]);
                least = T.Min(least, differences[i]);
            }
            WriteBlock(differences[..count], least, output);
        }
    }

    /// <summary>Fills the destination and returns the bytes read.</summary>
    /// <exception cref="InvalidDataException">The source is malformed, ends early or holds another number of values.</exception>
    public static int Decode<T>(ReadOnlySpan<byte> source, Span<T> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        // Some writers leave out the header of a page without values.
        if (destination.IsEmpty && source.IsEmpty)
            return 0;
        var position = 0;
        var blockValues = ReadVarint(source, ref position);
        var miniblocks = ReadVarint(source, ref position);
        var total = ReadVarint(source, ref position);
        var previous = T.CreateTruncating(ReadZigZag(source, ref position));
        if (blockValues is 0 or > int.MaxValue || blockValues % BlockValues != 0 || miniblocks is 0 or > int.MaxValue
            || blockValues % miniblocks != 0 || blockValues / miniblocks % StepValues != 0)
            throw new InvalidDataException($"delta blocks of {blockValues} values in {miniblocks} miniblocks");
        if (total != (ulong)destination.Length)
            throw new InvalidDataException($"{total} delta-encoded values where {destination.Length} are expected");
        if (destination.IsEmpty)
            return position;
        destination[0] = previous;
        destination = destination[1..];
        while (!destination.IsEmpty)
            position += DecodeBlock(source[position..], (int)miniblocks, (int)(blockValues / miniblocks), ref previous, ref destination);
        return position;
    }

    private static void WriteBlock<T>(Span<T> differences, T least, ByteBuffer output)
        where T : unmanaged, IBinaryInteger<T>
    {
        var mask = ulong.MaxValue >> (64 - (8 * Unsafe.SizeOf<T>()));
        Span<ulong> packed = stackalloc ulong[BlockValues];
        packed.Clear();
        for (var i = 0; i < differences.Length; i++)
            packed[i] = ulong.CreateTruncating(unchecked(differences[i] - least)) & mask;
        WriteZigZag(long.CreateTruncating(least), output);
        Span<int> widths = stackalloc int[Miniblocks];
        for (var i = 0; i < Miniblocks; i++)
        {
            ulong all = 0;
            foreach (var value in packed.Slice(i * StepValues, StepValues))
                all |= value;
            widths[i] = 64 - BitOperations.LeadingZeroCount(all);
            output.WriteByte((byte)widths[i]);
        }
        // A miniblock behind the last value has no body, one that is begun is padded to its end.
        for (var i = 0; i * StepValues < differences.Length; i++)
            Pack(packed.Slice(i * StepValues, StepValues), widths[i], output);
    }

    private static void Pack(ReadOnlySpan<ulong> values, int width, ByteBuffer output)
    {
        if (width == 0)
            return;
        ulong pending = 0;
        var bits = 0;
        foreach (var value in values)
        {
            pending |= value << bits;
            if (bits + width < 64)
            {
                bits += width;
                continue;
            }
            output.WriteInt64((long)pending);
            pending = bits == 0 ? 0 : value >> (64 - bits);
            bits += width - 64;
        }
        if (bits > 0)
            output.WriteInt32((int)pending);
    }

    private static int DecodeBlock<T>(
        ReadOnlySpan<byte> source, int miniblocks, int miniblockValues, ref T previous, ref Span<T> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        var position = 0;
        var least = T.CreateTruncating(ReadZigZag(source, ref position));
        if (miniblocks > source.Length - position)
            throw Ended();
        var widths = source.Slice(position, miniblocks);
        position += miniblocks;
        for (var i = 0; i < miniblocks && !destination.IsEmpty; i++)
        {
            var width = widths[i];
            if (width > 8 * Unsafe.SizeOf<T>())
                throw new InvalidDataException($"differences of {width} bits");
            var start = position;
            for (var done = 0; done < miniblockValues && !destination.IsEmpty; done += StepValues)
            {
                var count = Math.Min(StepValues, destination.Length);
                Unpack(source[position..], width, least, ref previous, destination[..count]);
                destination = destination[count..];
                position = Math.Min(source.Length, position + (StepValues / 8 * width));
            }
            position = (int)Math.Min(source.Length, start + (miniblockValues / 8 * (long)width));
        }
        return position;
    }

    // Up to 32 values, and the running sum of their differences.
    private static void Unpack<T>(scoped ReadOnlySpan<byte> source, int width, T least, ref T previous, Span<T> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        var sum = previous;
        if (width == 0)
        {
            for (var i = 0; i < destination.Length; i++)
                destination[i] = sum = unchecked(sum + least);
            previous = sum;
            return;
        }
        if (source.Length < ((destination.Length * width) + 7) / 8)
            throw Ended();
        // Reads of eight bytes and one more may go beyond the last value.
        Span<byte> padded = stackalloc byte[(StepValues / 8 * 64) + 16];
        if (source.Length < (StepValues / 8 * width) + 9)
        {
            padded.Clear();
            source.CopyTo(padded);
            source = padded;
        }
        var mask = ulong.MaxValue >> (64 - width);
        var bit = 0;
        for (var i = 0; i < destination.Length; i++, bit += width)
        {
            var shift = bit & 7;
            var value = BinaryPrimitives.ReadUInt64LittleEndian(source[(bit >> 3)..]) >> shift;
            if (shift + width > 64)
                value |= (ulong)source[(bit >> 3) + 8] << (64 - shift);
            destination[i] = sum = unchecked(sum + least + T.CreateTruncating(value & mask));
        }
        previous = sum;
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> source, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (position == source.Length)
                throw Ended();
            var next = source[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("an integer without end");
    }

    private static long ReadZigZag(ReadOnlySpan<byte> source, ref int position)
    {
        var value = ReadVarint(source, ref position);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static void WriteZigZag(long value, ByteBuffer output) =>
        output.WriteVarint((ulong)((value << 1) ^ (value >> 63)));

    private static InvalidDataException Ended() => new("delta-encoded values end early");
}
