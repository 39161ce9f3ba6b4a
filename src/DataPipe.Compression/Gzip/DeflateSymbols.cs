namespace DataPipe.Compression.Gzip;

/// <summary>The alphabets of deflate (RFC 1951, section 3.2) as table entries without their code lengths.</summary>
internal static class DeflateSymbols
{
    /// <summary>Entries of literal bytes, end of block and match lengths, [288].</summary>
    public static readonly uint[] LiteralsAndLengths = BuildLengths();

    /// <summary>Entries of match distances, [32].</summary>
    public static readonly uint[] Distances = BuildDistances();

    /// <summary>Entries of the code that code lengths are sent in, [19].</summary>
    public static readonly uint[] CodeLengths = [.. Enumerable.Range(0, 19).Select(value => (uint)value << 16)];

    /// <summary>Code lengths of the fixed literal and length code, [288].</summary>
    public static readonly byte[] FixedLengths =
        [.. Enumerable.Range(0, 288).Select(symbol => (byte)(symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))];

    /// <summary>Code lengths of the fixed distance code, [32].</summary>
    public static readonly byte[] FixedDistances = [.. Enumerable.Repeat((byte)5, 32)];

    /// <summary>The order in which a block header sends the lengths of the code length code, [19].</summary>
    public static ReadOnlySpan<byte> CodeLengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static uint[] BuildLengths()
    {
        var entries = new uint[288];
        for (uint b = 0; b < 256; b++) entries[b] = HuffmanTable.Literal | b << 16;
        entries[256] = HuffmanTable.Exceptional | HuffmanTable.EndOfBlock;
        // Symbols 257..264 stand for the lengths 3..10; then four symbols for each number of extra bits from 1 to 5.
        uint length = 3;
        for (var symbol = 257; symbol < 285; symbol++)
        {
            var extraBits = symbol < 265 ? 0 : (symbol - 261) / 4;
            entries[symbol] = length << 16 | (uint)extraBits;
            length += 1u << extraBits;
        }
        entries[285] = 258u << 16;
        entries[286] = entries[287] = HuffmanTable.Invalid;
        return entries;
    }

    private static uint[] BuildDistances()
    {
        var entries = new uint[32];
        uint distance = 1;
        for (var symbol = 0; symbol < 30; symbol++)
        {
            // Symbols 0..3 stand for the distances 1..4; then two symbols for each number of extra bits from 1 to 13.
            var extraBits = symbol < 4 ? 0 : (symbol - 2) / 2;
            entries[symbol] = distance << 16 | (uint)extraBits;
            distance += 1u << extraBits;
        }
        entries[30] = entries[31] = HuffmanTable.Invalid;
        return entries;
    }
}
