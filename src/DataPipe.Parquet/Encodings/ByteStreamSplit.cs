using System.Runtime.InteropServices;
using DataPipe.Parquet.Buffers;

namespace DataPipe.Parquet.Encodings;

/// <summary>BYTE_STREAM_SPLIT of values of one width: the first bytes of all, then the second bytes of all, and so on.
/// No smaller in itself, it groups what compresses well.</summary>
internal static class ByteStreamSplit
{
    /// <summary>Appends values of the given width in bytes that lie one after another.</summary>
    public static void Encode(ReadOnlySpan<byte> values, int width, ByteBuffer output)
    {
        if (values.IsEmpty)
            return;
        var count = values.Length / width;
        var streams = output.GetSpan(values.Length)[..values.Length];
        for (var k = 0; k < width; k++)
        {
            var stream = streams.Slice(k * count, count);
            for (int i = 0, from = k; i < stream.Length; i++, from += width)
                stream[i] = values[from];
        }
        output.Advance(values.Length);
    }

    /// <summary>Puts values of the given width in bytes together.</summary>
    /// <exception cref="InvalidDataException">The source is not as long as the destination.</exception>
    public static void Decode(ReadOnlySpan<byte> source, int width, Span<byte> destination)
    {
        if (source.Length != destination.Length)
            throw new InvalidDataException($"{source.Length} bytes of split values where {destination.Length} are expected");
        if (destination.IsEmpty)
            return;
        var count = destination.Length / width;
        if (width == sizeof(uint) && BitConverter.IsLittleEndian)
            Join(source, MemoryMarshal.Cast<byte, uint>(destination));
        else if (width == sizeof(ulong) && BitConverter.IsLittleEndian)
            Join(source, MemoryMarshal.Cast<byte, ulong>(destination));
        else
            for (var k = 0; k < width; k++)
            {
                var stream = source.Slice(k * count, count);
                for (int i = 0, to = k; i < stream.Length; i++, to += width)
                    destination[to] = stream[i];
            }
    }

    private static void Join(ReadOnlySpan<byte> source, Span<uint> values)
    {
        var count = values.Length;
        for (var i = 0; i < count; i++)
            values[i] = source[i] | ((uint)source[count + i] << 8) | ((uint)source[(2 * count) + i] << 16) | ((uint)source[(3 * count) + i] << 24);
    }

    private static void Join(ReadOnlySpan<byte> source, Span<ulong> values)
    {
        var low = source[..(source.Length / 2)];
        var high = source[(source.Length / 2)..];
        var count = values.Length;
        for (var i = 0; i < count; i++)
            values[i] = low[i] | ((uint)low[count + i] << 8) | ((uint)low[(2 * count) + i] << 16) | ((uint)low[(3 * count) + i] << 24)
                | ((ulong)(high[i] | ((uint)high[count + i] << 8) | ((uint)high[(2 * count) + i] << 16) | ((uint)high[(3 * count) + i] << 24)) << 32);
    }
}
