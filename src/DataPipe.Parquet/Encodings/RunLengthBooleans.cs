using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DataPipe.Parquet.Buffers;

namespace DataPipe.Parquet.Encodings;

/// <summary>RLE truth values: runs and bit-packed groups of one bit, behind their length of four bytes.</summary>
internal static class RunLengthBooleans
{
    /// <summary>Appends the values.</summary>
    public static void Encode(ReadOnlySpan<bool> values, ByteBuffer output)
    {
        var start = output.Length;
        output.WriteInt32(0);
        RunLengthEncoder.Encode(MemoryMarshal.AsBytes(values), 1, output);
        output.PatchInt32(start, output.Length - start - sizeof(int));
    }

    /// <summary>Fills the destination.</summary>
    /// <exception cref="InvalidDataException">The source is malformed or ends before the destination is full.</exception>
    public static void Decode(ReadOnlySpan<byte> source, Span<bool> destination)
    {
        if (destination.IsEmpty)
            return;
        if (source.Length < sizeof(int))
            throw new InvalidDataException("truth values end early");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(source);
        source = source[sizeof(int)..];
        if (length > (uint)source.Length)
            throw new InvalidDataException($"truth values of {length} bytes where {source.Length} are left");
        var bytes = MemoryMarshal.AsBytes(destination);
        RunLengthDecoder.Decode(source[..(int)length], 1, bytes);
        if (bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw new InvalidDataException("a truth value that is neither 0 nor 1");
    }
}
