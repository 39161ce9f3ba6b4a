namespace DataPipe.Compression.Zstandard;

/// <summary>One table of each kind that a block can send.</summary>
internal sealed class EntropyTables
{
    /// <summary>The code of literals.</summary>
    public HuffmanDecoder Huffman { get; } = new();

    /// <summary>The code of literal lengths.</summary>
    public SequenceTable LiteralLengths { get; } = new(SequenceCode.LiteralLengths.MaxLog);

    /// <summary>The code of offsets.</summary>
    public SequenceTable Offsets { get; } = new(SequenceCode.Offsets.MaxLog);

    /// <summary>The code of match lengths.</summary>
    public SequenceTable MatchLengths { get; } = new(SequenceCode.MatchLengths.MaxLog);
}
