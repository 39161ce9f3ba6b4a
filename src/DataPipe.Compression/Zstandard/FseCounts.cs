using System.Buffers.Binary;

namespace DataPipe.Compression.Zstandard;

/// <summary>The normalised counts of the symbols of an FSE table, as its description gives them: RFC 8878, section 4.1.1.</summary>
internal ref struct FseCounts
{
    /// <summary>Most symbols of any alphabet here: the 53 match length codes.</summary>
    public const int MaxSymbols = 53;

    /// <summary>The counts by symbol, -1 for "less than one", 0 for never.</summary>
    public Span<short> Counts;

    /// <summary>Logarithm to base 2 of the table's size.</summary>
    public int Log;

    /// <summary>Reads a description; <paramref name="counts"/> is as long as the alphabet. Gives its length in bytes.</summary>
    /// <exception cref="InvalidDataException">No description begins here.</exception>
    public static FseCounts Read(ReadOnlySpan<byte> source, Span<short> counts, int maxLog, out int lengthBytes)
    {
        if (source.IsEmpty) throw Malformed.Because("a table is cut short");
        var log = (source[0] & 15) + 5;
        if (log > maxLog) throw Malformed.Because("a table is larger than its kind may be");
        var bit = 4;
        var remaining = (1 << log) + 1;
        var threshold = 1 << log;
        var valueBits = log + 1;
        var symbol = 0;
        counts.Clear();
        while (remaining > 1)
        {
            if (symbol >= counts.Length) throw Malformed.Because("a table has more symbols than its alphabet");
            // Values below the limit are sent with one bit less.
            var limit = 2 * threshold - 1 - remaining;
            var value = Peek(source, bit, valueBits);
            if ((value & (threshold - 1)) < limit)
            {
                value &= threshold - 1;
                bit += valueBits - 1;
            }
            else
            {
                if (value >= threshold) value -= limit;
                bit += valueBits;
            }
            var count = value - 1;
            remaining -= Math.Abs(count);
            counts[symbol++] = (short)count;
            for (; remaining < threshold && threshold > 1; threshold >>= 1) valueBits--;
            if (count != 0) continue;
            int repeat;
            do
            {
                repeat = Peek(source, bit, 2);
                bit += 2;
                symbol += repeat;
            }
            while (repeat == 3 && symbol < counts.Length);
        }
        lengthBytes = (bit + 7) / 8;
        if (remaining < 1 || symbol > counts.Length) throw Malformed.Because("the counts of a table do not add up to its size");
        if (lengthBytes > source.Length) throw Malformed.Because("a table is cut short");
        return new FseCounts { Counts = counts[..symbol], Log = log };
    }

    /// <summary>
    /// Spreads the symbols over the states of the table and gives for each state its symbol, the bits to read for the next state, and what to add to them.
    /// The three spans are 2^<see cref="Log"/> long.
    /// </summary>
    public readonly void Spread(Span<byte> symbols, Span<byte> bits, Span<ushort> bases)
    {
        var size = 1 << Log;
        var high = size - 1;
        Span<ushort> next = stackalloc ushort[MaxSymbols];
        for (var symbol = 0; symbol < Counts.Length; symbol++)
        {
            next[symbol] = Counts[symbol] < 0 ? (ushort)1 : (ushort)Counts[symbol];
            if (Counts[symbol] < 0) symbols[high--] = (byte)symbol;
        }
        var step = (size >> 1) + (size >> 3) + 3;
        var at = 0;
        for (var symbol = 0; symbol < Counts.Length; symbol++)
        {
            for (var i = 0; i < Counts[symbol]; i++)
            {
                symbols[at] = (byte)symbol;
                do at = (at + step) & (size - 1);
                while (at > high);
            }
        }
        for (var state = 0; state < size; state++)
        {
            var value = next[symbols[state]]++;
            bits[state] = (byte)(Log - int.Log2(value));
            bases[state] = (ushort)((value << bits[state]) - size);
        }
    }

    // Bits behind the end read as zero; the caller compares lengths.
    private static int Peek(ReadOnlySpan<byte> source, int bit, int count)
    {
        var at = bit >> 3;
        uint word = 0;
        if (at + 4 <= source.Length) word = BinaryPrimitives.ReadUInt32LittleEndian(source[at..]);
        else
            for (var i = 0; at + i < source.Length; i++) word |= (uint)source[at + i] << (8 * i);
        return (int)(word >> (bit & 7)) & ((1 << count) - 1);
    }
}
