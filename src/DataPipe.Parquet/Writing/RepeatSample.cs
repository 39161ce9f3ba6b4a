using System.Buffers.Binary;

namespace DataPipe.Parquet.Writing;

/// <summary>A look at some values of a page, in short runs spread over it, before a dictionary of all is tried: where next to no value
/// comes twice, a dictionary would not pay.</summary>
internal static class RepeatSample
{
    // Of all values drawn from so many that a dictionary of 1 MiB holds them, 131,072 numbers, this many have 16 repeats on average.
    private const int MaxValues = 2048;
    private const int MaxHashedBytes = 256 << 10;

    // Fewer values say too little; so large that no more fit, they fill a dictionary soon.
    private const int MinValues = 64;

    // Long enough to see the repeats of sorted values.
    private const int RunValues = 16;

    // One repeat in so many is more than chance where a dictionary would pay.
    private const int ValuesARepeat = 256;

    private const int Slots = 2 * MaxValues;

    /// <summary>False where the sample says that a dictionary would not pay. The values are in the PLAIN encoding, byte arrays without a
    /// common length behind their own.</summary>
    public static bool FindsRepeats(ReadOnlySpan<byte> plain, int count, int? fixedBytes)
    {
        var wanted = (int)Math.Min(MaxValues, (long)MaxHashedBytes * count / Math.Max(1, plain.Length));
        if (count <= 2 * wanted || wanted < MinValues)
            return true;
        var stride = count / (wanted / RunValues);
        Span<uint> slots = stackalloc uint[Slots];
        slots.Clear();
        int sampled = 0, repeats = 0;
        for (var i = 0; i < count && sampled < MaxValues; i++)
        {
            var start = fixedBytes is null ? sizeof(int) : 0;
            var length = fixedBytes ?? BinaryPrimitives.ReadInt32LittleEndian(plain);
            if (i % stride < RunValues)
            {
                sampled++;
                repeats += IsNew(slots, BinaryDictionary.Hash(plain.Slice(start, length))) ? 0 : 1;
            }
            plain = plain[(start + length)..];
        }
        return (long)repeats * ValuesARepeat >= sampled;
    }

    // 0 marks a free slot; that two values share one of 2^32 hashes hardly ever counts as a repeat.
    private static bool IsNew(Span<uint> slots, uint hash)
    {
        hash = Math.Max(hash, 1);
        var slot = (int)(hash % Slots);
        for (; slots[slot] != 0; slot = (slot + 1) % Slots)
            if (slots[slot] == hash)
                return false;
        slots[slot] = hash;
        return true;
    }
}
