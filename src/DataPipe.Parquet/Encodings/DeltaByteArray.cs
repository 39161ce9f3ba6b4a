using System.Buffers;
using System.Buffers.Binary;
using DataPipe.Parquet.Buffers;

namespace DataPipe.Parquet.Encodings;

/// <summary>DELTA_BYTE_ARRAY: how many bytes each value shares with the start of the one before, in DELTA_BINARY_PACKED, then the
/// rest of each value in DELTA_LENGTH_BYTE_ARRAY. Good for sorted texts.</summary>
internal static class DeltaByteArray
{
    /// <summary>Appends values given in the PLAIN encoding: each behind its length of four bytes, or without it when
    /// <paramref name="fixedBytes"/> is the length of all.</summary>
    public static void Encode(ReadOnlySpan<byte> plain, int count, int? fixedBytes, ByteBuffer output)
    {
        var (prefixes, suffixes) = (ArrayPool<int>.Shared.Rent(count), ArrayPool<int>.Shared.Rent(count));
        try
        {
            ReadOnlySpan<byte> previous = default;
            for (int i = 0, position = 0; i < count; i++)
            {
                var value = Next(plain, fixedBytes, ref position);
                prefixes[i] = value.CommonPrefixLength(previous);
                suffixes[i] = value.Length - prefixes[i];
                previous = value;
            }
            DeltaBinaryPacked.Encode<int>(prefixes.AsSpan(0, count), output);
            DeltaBinaryPacked.Encode<int>(suffixes.AsSpan(0, count), output);
            for (int i = 0, position = 0; i < count; i++)
                output.Write(Next(plain, fixedBytes, ref position)[prefixes[i]..]);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(prefixes);
            ArrayPool<int>.Shared.Return(suffixes);
        }
    }

    /// <summary>Reads the shared and own length of each value and returns where in the source the first value's own bytes start.
    /// A small source may spell out values of any size: see to <paramref name="totalBytes"/> before memory is taken.</summary>
    /// <exception cref="InvalidDataException">The source is malformed, or a value shares more than the one before has.</exception>
    public static int ReadLengths(ReadOnlySpan<byte> source, Span<int> prefixes, Span<int> suffixes, out long totalBytes)
    {
        var start = DeltaBinaryPacked.Decode(source, prefixes);
        start += DeltaLengthByteArray.ReadLengths(source[start..], suffixes, out totalBytes);
        long previous = 0;
        for (var i = 0; i < prefixes.Length; i++)
        {
            if (prefixes[i] < 0 || prefixes[i] > previous)
                throw new InvalidDataException($"value {i} shares {prefixes[i]} bytes with one of {previous}");
            previous = (long)prefixes[i] + suffixes[i];
            totalBytes += prefixes[i];
        }
        return start;
    }

    /// <summary>Writes the values in the PLAIN encoding: each behind its length, or without it when all have one length.</summary>
    public static void ToPlain(
        ReadOnlySpan<byte> values, ReadOnlySpan<int> prefixes, ReadOnlySpan<int> suffixes, bool withLengths, Span<byte> plain)
    {
        int position = 0, previous = 0;
        for (var i = 0; i < prefixes.Length; i++)
        {
            var (prefix, suffix) = (prefixes[i], suffixes[i]);
            if (withLengths)
            {
                BinaryPrimitives.WriteInt32LittleEndian(plain[position..], prefix + suffix);
                position += sizeof(int);
            }
            plain.Slice(previous, prefix).CopyTo(plain[position..]);
            values[..suffix].CopyTo(plain[(position + prefix)..]);
            values = values[suffix..];
            previous = position;
            position += prefix + suffix;
        }
    }

    private static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> plain, int? fixedBytes, scoped ref int position)
    {
        var length = fixedBytes ?? BinaryPrimitives.ReadInt32LittleEndian(plain[position..]);
        var start = fixedBytes is null ? position + sizeof(int) : position;
        position = start + length;
        return plain.Slice(start, length);
    }
}
