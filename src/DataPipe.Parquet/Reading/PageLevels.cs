using System.Buffers.Binary;
using DataPipe.Parquet.Encodings;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Reading;

/// <summary>Collects the levels of a column chunk, page by page.</summary>
internal sealed class PageLevels(LeafColumn leaf)
{
    private readonly ValueList<byte> _definitions = new();
    private readonly ValueList<byte> _repetitions = new();

    /// <summary>Values so far, absent ones included.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Definitions => _definitions.Values.AsSpan(0, _definitions.Count);

    public ReadOnlySpan<byte> Repetitions => _repetitions.Values.AsSpan(0, _repetitions.Count);

    public byte[] DefinitionArray => _definitions.Values;

    public byte[] RepetitionArray => _repetitions.Values;

    /// <summary>Reads the levels before the values of a page of the first version and moves the page's start behind them.</summary>
    /// <exception cref="InvalidDataException">The levels are malformed.</exception>
    public void Read(PageHeader header, ref ArraySegment<byte> page)
    {
        ReadSized(header.RepetitionEncoding, leaf.MaxRepetition, _repetitions, header.ValueCount, ref page);
        ReadSized(header.DefinitionEncoding, leaf.MaxDefinition, _definitions, header.ValueCount, ref page);
        Count += header.ValueCount;
    }

    /// <summary>Reads the levels at the start of a page of the second version and returns their bytes.</summary>
    /// <exception cref="InvalidDataException">The levels are malformed.</exception>
    public int ReadV2(PageHeader header, ReadOnlySpan<byte> body)
    {
        var (repetitionBytes, definitionBytes) = (header.RepetitionBytes, header.DefinitionBytes);
        if (repetitionBytes < 0 || definitionBytes < 0 || (long)repetitionBytes + definitionBytes > body.Length
            || repetitionBytes + definitionBytes > header.UncompressedBytes)
            throw new InvalidDataException("levels longer than their page");
        Decode(body[..repetitionBytes], leaf.MaxRepetition, _repetitions, header.ValueCount);
        Decode(body.Slice(repetitionBytes, definitionBytes), leaf.MaxDefinition, _definitions, header.ValueCount);
        Count += header.ValueCount;
        return repetitionBytes + definitionBytes;
    }

    /// <summary>Number of present values from an entry on.</summary>
    public int Present(int start, int end) =>
        leaf.MaxDefinition == 0 ? end - start : Definitions[start..end].Count((byte)leaf.MaxDefinition);

    /// <summary>Number of rows that start from an entry on.</summary>
    public int Rows(int start, int end) => leaf.MaxRepetition == 0 ? end - start : Repetitions[start..end].Count((byte)0);

    /// <summary>Moves levels towards the start.</summary>
    public void Move(int from, int to, int count)
    {
        if (leaf.MaxDefinition > 0)
            _definitions.Move(from, to, count);
        if (leaf.MaxRepetition > 0)
            _repetitions.Move(from, to, count);
    }

    /// <summary>Forgets the entries from the given number on.</summary>
    public void Truncate(int count)
    {
        Count = count;
        if (leaf.MaxDefinition > 0)
            _definitions.Truncate(count);
        if (leaf.MaxRepetition > 0)
            _repetitions.Truncate(count);
    }

    /// <summary>Starts anew; the arrays are the taker's.</summary>
    public void Clear()
    {
        Count = 0;
        _definitions.Clear();
        _repetitions.Clear();
    }

    private static void ReadSized(PageEncoding encoding, int maxLevel, ValueList<byte> levels, int count, ref ArraySegment<byte> page)
    {
        if (maxLevel == 0)
            return;
        if (encoding == PageEncoding.BitPacked)
        {
            var packed = BitPackedLevels.Decode(page, RunLengthEncoder.BitWidth(maxLevel), levels.Extend(count));
            page = page[packed..];
            Check(levels, maxLevel, count);
            return;
        }
        if (encoding != PageEncoding.Rle)
            throw new InvalidDataException($"encoding {encoding} of levels is not supported");
        if (page.Count < sizeof(int))
            throw new InvalidDataException("levels end early");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(page);
        page = page[sizeof(int)..];
        if (length > (uint)page.Count)
            throw new InvalidDataException($"levels of {length} bytes where {page.Count} are left");
        Decode(page[..(int)length], maxLevel, levels, count);
        page = page[(int)length..];
    }

    private static void Decode(ReadOnlySpan<byte> source, int maxLevel, ValueList<byte> levels, int count)
    {
        if (maxLevel == 0)
            return;
        RunLengthDecoder.Decode(source, RunLengthEncoder.BitWidth(maxLevel), levels.Extend(count));
        Check(levels, maxLevel, count);
    }

    private static void Check(ValueList<byte> levels, int maxLevel, int count)
    {
        if (levels.Values.AsSpan(levels.Count - count, count).ContainsAnyExceptInRange((byte)0, (byte)maxLevel))
            throw new InvalidDataException($"a level above {maxLevel}");
    }
}
