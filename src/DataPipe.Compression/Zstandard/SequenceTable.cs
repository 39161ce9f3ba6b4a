namespace DataPipe.Compression.Zstandard;

/// <summary>
/// The decoding table of one of the three codes of sequences: RFC 8878, section 3.1.1.3.2. An entry holds all that a state means, so that one load suffices:
/// bits 0..15 the base of the next state, 16..23 the bits to read for it, 24..31 the extra bits of the value, 32..63 the value's base.
/// </summary>
internal sealed class SequenceTable(int maxLog)
{
    /// <summary>The entries, of which 2^<see cref="Log"/> count.</summary>
    public readonly ulong[] Entries = new ulong[1 << maxLog];

    /// <summary>Logarithm to base 2 of the number of states.</summary>
    public int Log { get; private set; }

    /// <summary>Becomes the table of a description. Gives its length in bytes.</summary>
    /// <exception cref="InvalidDataException">No description begins here.</exception>
    public int Read(ReadOnlySpan<byte> source, SequenceCode code)
    {
        Span<short> counts = stackalloc short[code.Values.Length];
        Build(FseCounts.Read(source, counts, code.MaxLog, out var lengthBytes), code);
        return lengthBytes;
    }

    /// <summary>Becomes the table of the counts.</summary>
    public void Build(FseCounts counts, SequenceCode code)
    {
        var size = 1 << counts.Log;
        Span<byte> symbols = stackalloc byte[512];
        Span<byte> bits = stackalloc byte[512];
        Span<ushort> bases = stackalloc ushort[512];
        counts.Spread(symbols[..size], bits[..size], bases[..size]);
        for (var state = 0; state < size; state++) Entries[state] = code.Values[symbols[state]] | (ulong)bits[state] << 16 | bases[state];
        Log = counts.Log;
    }

    /// <summary>Becomes the table that always means one symbol.</summary>
    /// <exception cref="InvalidDataException">The alphabet has no such symbol.</exception>
    public void BuildSingle(byte symbol, SequenceCode code)
    {
        if (symbol >= code.Values.Length) throw Malformed.Because("a table has more symbols than its alphabet");
        Entries[0] = code.Values[symbol];
        Log = 0;
    }
}
