namespace DataPipe.Parquet.Encodings;

/// <summary>BIT_PACKED levels, deprecated: packed from the most significant bit on, without runs and without a length.</summary>
internal static class BitPackedLevels
{
    /// <summary>Fills the destination and returns the bytes read.</summary>
    /// <exception cref="InvalidDataException">The source ends before the destination is full.</exception>
    public static int Decode(ReadOnlySpan<byte> source, int bitWidth, Span<byte> destination)
    {
        var bytes = (((long)destination.Length * bitWidth) + 7) / 8;
        if (bytes > source.Length)
            throw new InvalidDataException("levels end early");
        int position = 0, bits = 0;
        uint pending = 0;
        for (var i = 0; i < destination.Length; i++)
        {
            if (bits < bitWidth)
            {
                pending = (pending << 8) | source[position++];
                bits += 8;
            }
            bits -= bitWidth;
            destination[i] = (byte)((pending >> bits) & ((1u << bitWidth) - 1));
        }
        return (int)bytes;
    }
}
