using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataPipe.Parquet.Encodings;

/// <summary>Reads values that lie one after another. A source too short for its destination throws
/// <see cref="InvalidDataException"/>.</summary>
internal static class PlainDecoder
{
    /// <summary>Reads little-endian numbers of 4 or 8 bytes.</summary>
    public static void ReadNumbers<T>(ReadOnlySpan<byte> source, Span<T> destination)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(destination);
        if (source.Length < bytes.Length)
            throw Ended();
        source[..bytes.Length].CopyTo(bytes);
        if (BitConverter.IsLittleEndian)
            return;
        if (Unsafe.SizeOf<T>() == sizeof(int))
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<T, int>(destination), MemoryMarshal.Cast<T, int>(destination));
        else
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<T, long>(destination), MemoryMarshal.Cast<T, long>(destination));
    }

    /// <summary>Reads truth values, one a bit, the first in the lowest bit.</summary>
    public static void ReadBooleans(ReadOnlySpan<byte> source, Span<bool> destination)
    {
        if (source.Length < (destination.Length + 7) / 8)
            throw Ended();
        for (var i = 0; i < destination.Length; i++)
            destination[i] = ((source[i >> 3] >> (i & 7)) & 1) != 0;
    }

    /// <summary>Finds values that are preceded by their length: the place of each is the origin, which is that of the source's
    /// first byte, and its offset behind it.</summary>
    public static void FindByteArrays(ReadOnlySpan<byte> source, long origin, Span<long> places)
    {
        var position = 0;
        for (var i = 0; i < places.Length; i++)
        {
            if (source.Length - position < sizeof(int))
                throw Ended();
            var length = BinaryPrimitives.ReadUInt32LittleEndian(source[position..]);
            position += sizeof(int);
            if (length > (uint)(source.Length - position))
                throw new InvalidDataException($"value {i} of {length} bytes where {source.Length - position} are left");
            places[i] = origin + position;
            position += (int)length;
        }
    }

    /// <summary>Finds values of one length that lie one after another, in the same way.</summary>
    public static void FindFixedBytes(int sourceBytes, int length, long origin, Span<long> places)
    {
        if (sourceBytes < (long)length * places.Length)
            throw Ended();
        for (var i = 0; i < places.Length; i++)
            places[i] = origin + ((long)i * length);
    }

    private static InvalidDataException Ended() => new("values end early");
}
