namespace DataPipe.Compression.Zstandard;

/// <summary>The alphabet of one of the three codes of sequences, with its predefined table: RFC 8878, sections 3.1.1.3.2.1 and 3.1.1.3.2.2.</summary>
internal sealed class SequenceCode
{
    private SequenceCode(ulong[] values, int maxLog, int predefinedLog, short[] predefinedCounts)
    {
        Values = values;
        MaxLog = maxLog;
        Predefined = new SequenceTable(predefinedLog);
        Predefined.Build(new FseCounts { Counts = predefinedCounts, Log = predefinedLog }, this);
    }

    /// <summary>Literal lengths.</summary>
    public static SequenceCode LiteralLengths { get; } = new(
        Ranges(0, [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], 16),
        9,
        6,
        [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1]);

    /// <summary>Match lengths.</summary>
    public static SequenceCode MatchLengths { get; } = new(
        Ranges(3, [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], 32),
        9,
        6,
        [1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1]);

    /// <summary>Offsets: the bits of a code are its number. Bases are those of distances, three less than the offset values, and of the codes 0 and 1, which repeat, none.</summary>
    public static SequenceCode Offsets { get; } = new(
        [.. Enumerable.Range(0, 32).Select(code => (ulong)code << 24 | (code < 2 ? 0 : (1UL << code) - 3) << 32)],
        8,
        5,
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1]);

    /// <summary>The value of each symbol: its base and its extra bits where <see cref="SequenceTable"/> wants them.</summary>
    public ulong[] Values { get; }

    /// <summary>Logarithm to base 2 of the largest table allowed.</summary>
    public int MaxLog { get; }

    /// <summary>The table of blocks that send none.</summary>
    public SequenceTable Predefined { get; }

    // Symbols without extra bits stand for one value each; every further one continues where the one before it ends.
    private static ulong[] Ranges(uint first, ReadOnlySpan<byte> extraBits, int plainSymbols)
    {
        var values = new ulong[plainSymbols + extraBits.Length];
        var value = first;
        for (var symbol = 0; symbol < values.Length; symbol++)
        {
            var bits = symbol < plainSymbols ? 0 : extraBits[symbol - plainSymbols];
            values[symbol] = (ulong)value << 32 | (ulong)bits << 24;
            value += 1u << bits;
        }
        return values;
    }
}
