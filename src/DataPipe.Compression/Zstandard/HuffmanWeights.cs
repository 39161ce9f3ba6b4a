namespace DataPipe.Compression.Zstandard;

/// <summary>Reads the weights that describe a Huffman tree: RFC 8878, section 4.2.1.</summary>
internal static unsafe class HuffmanWeights
{
    /// <summary>Most weights a description may hold: that of the last of 256 symbols is not sent.</summary>
    public const int MaxCount = 255;

    private const int MaxLog = 6;
    private const int MaxWeight = 11;

    /// <summary>Reads a description into <paramref name="weights"/>, at least <see cref="MaxCount"/> long: its length in bytes.</summary>
    /// <exception cref="InvalidDataException">No description begins here.</exception>
    public static int Read(ReadOnlySpan<byte> source, Span<byte> weights, out int count)
    {
        if (source.IsEmpty) throw Malformed.Because("a Huffman tree is cut short");
        int header = source[0];
        // From 128 on the weights are sent as they are, half a byte each; below, compressed in as many bytes as it says.
        count = header - 127;
        var bytes = header < 128 ? header : (count + 1) / 2;
        if (bytes >= source.Length) throw Malformed.Because("a Huffman tree is cut short");
        source = source.Slice(1, bytes);
        if (header < 128) count = Decompress(source, weights);
        else
            for (var i = 0; i < count; i++) weights[i] = (byte)((i & 1) == 0 ? source[i / 2] >> 4 : source[i / 2] & 15);
        if (weights[..count].IndexOfAnyExceptInRange((byte)0, (byte)MaxWeight) >= 0) throw Malformed.Because("a weight of a Huffman tree is too large");
        return 1 + bytes;
    }

    private static int Decompress(ReadOnlySpan<byte> source, Span<byte> weights)
    {
        Span<short> counts = stackalloc short[MaxWeight + 1];
        Span<byte> symbols = stackalloc byte[1 << MaxLog];
        Span<byte> bits = stackalloc byte[1 << MaxLog];
        Span<ushort> bases = stackalloc ushort[1 << MaxLog];
        var table = FseCounts.Read(source, counts, MaxLog, out var tableBytes);
        var size = 1 << table.Log;
        table.Spread(symbols[..size], bits[..size], bases[..size]);
        fixed (byte* start = source)
        {
            var stream = BackwardBits.Open(start + tableBytes, source.Length - tableBytes);
            var state = (int)stream.Read(table.Log);
            var other = (int)stream.Read(table.Log);
            if (stream.RemainingBits < 0) throw Malformed.Because("the weights of a Huffman tree are cut short");
            // Two states take turns; when one finds too few bits for its next step, the other's symbol is the last.
            for (var count = 0; count < MaxCount - 1;)
            {
                weights[count++] = symbols[state];
                stream.Reload();
                if (stream.RemainingBits < bits[state])
                {
                    weights[count++] = symbols[other];
                    return count;
                }
                (state, other) = (other, bases[state] + (int)stream.Read(bits[state]));
            }
        }
        throw Malformed.Because("a Huffman tree has more than 256 symbols");
    }
}
