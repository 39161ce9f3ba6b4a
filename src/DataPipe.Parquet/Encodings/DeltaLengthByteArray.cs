using System.Buffers;
using System.Buffers.Binary;
using DataPipe.Parquet.Buffers;

namespace DataPipe.Parquet.Encodings;

/// <summary>DELTA_LENGTH_BYTE_ARRAY: the lengths of all values in DELTA_BINARY_PACKED, then their bytes without gaps.</summary>
internal static class DeltaLengthByteArray
{
    /// <summary>Appends values given in the PLAIN encoding, each behind its length of four bytes.</summary>
    public static void Encode(ReadOnlySpan<byte> plain, int count, ByteBuffer output)
    {
        var lengths = ArrayPool<int>.Shared.Rent(count);
        try
        {
            var position = 0;
            for (var i = 0; i < count; i++)
            {
                lengths[i] = BinaryPrimitives.ReadInt32LittleEndian(plain[position..]);
                position += sizeof(int) + lengths[i];
            }
            DeltaBinaryPacked.Encode<int>(lengths.AsSpan(0, count), output);
            for (int i = 0, start = 0; i < count; start += sizeof(int) + lengths[i], i++)
                output.Write(plain.Slice(start + sizeof(int), lengths[i]));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(lengths);
        }
    }

    /// <summary>Reads the length of each value and returns where in the source the first value starts.</summary>
    /// <exception cref="InvalidDataException">The source is malformed or shorter than its values.</exception>
    public static int ReadLengths(ReadOnlySpan<byte> source, Span<int> lengths, out long totalBytes)
    {
        var start = DeltaBinaryPacked.Decode(source, lengths);
        totalBytes = 0;
        foreach (var length in lengths)
        {
            if (length < 0)
                throw new InvalidDataException($"a value of {length} bytes");
            totalBytes += length;
        }
        if (totalBytes > source.Length - start)
            throw new InvalidDataException($"values of {totalBytes} bytes where {source.Length - start} are left");
        return start;
    }

    /// <summary>Writes the values in the PLAIN encoding: each behind its length, or without it when all have one length.</summary>
    public static void ToPlain(ReadOnlySpan<byte> values, ReadOnlySpan<int> lengths, bool withLengths, Span<byte> plain)
    {
        foreach (var length in lengths)
        {
            if (withLengths)
            {
                BinaryPrimitives.WriteInt32LittleEndian(plain, length);
                plain = plain[sizeof(int)..];
            }
            values[..length].CopyTo(plain);
            values = values[length..];
            plain = plain[length..];
        }
    }
}
