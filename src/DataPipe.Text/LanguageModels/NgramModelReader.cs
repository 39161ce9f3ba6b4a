using System.Runtime.InteropServices;

namespace DataPipe.Text.LanguageModels;

/// <summary>Reads the file of a model into memory, every checksum verified. A damaged or hostile file takes no more memory than its own size.</summary>
public static class NgramModelReader
{
    /// <summary>Reads a model from a stream that can seek, which stays the caller's.</summary>
    /// <exception cref="InvalidDataException">It is no model, or damaged; the message says which.</exception>
    public static NgramModel Read(Stream stream)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("models are written and read on little-endian machines only");
        try
        {
            var words = new ulong[NgramModelFormat.HeaderWords];
            Fill(stream, words);
            var header = NgramModelFormat.Header(words);
            var tables = new NgramTable[header.Ngrams.Count];
            var block = 0UL;
            for (var order = 1; order <= tables.Length; order++) tables[order - 1] = Table(stream, order, header, ref block);
            if (stream.ReadByte() >= 0) throw new InvalidDataException("there is something behind its end");
            return new NgramModel(tables, header.Ngrams, header.Words, header.Normalization, header.IsQuantised);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("it is cut off");
        }
    }

    private static NgramTable Table(Stream stream, int order, NgramModelHeader header, ref ulong block)
    {
        var section = new ulong[NgramModelFormat.SectionWords];
        Fill(stream, section);
        var shape = NgramModelFormat.Section(section, order, header);
        // The file is as long as its slots: what it promises beyond its own size is a lie.
        var least = shape.Homes * shape.SlotWords;
        if (least > (stream.Length - stream.Position) / sizeof(ulong)) throw new InvalidDataException("it is cut off, or promises more than it holds");
        if (least > Array.MaxLength - (1 << 20)) throw new InvalidDataException($"it has more n-grams of order {order} than one table can hold");
        var slots = GC.AllocateUninitializedArray<ulong>((int)least + 1024);
        var (filled, used) = (0, 0L);
        var length = new ulong[1];
        while (true)
        {
            Fill(stream, length);
            if (length[0] > (ulong)(stream.Length - stream.Position) / sizeof(ulong)) throw new InvalidDataException("a block of it is longer than the file");
            var count = (int)length[0];
            if (slots.Length < filled + count + 1) Array.Resize(ref slots, filled + count + 1 + 1024);
            // The checksum stands right behind the slots.
            Fill(stream, slots.AsSpan(filled, count + 1));
            var checksum = slots[filled + count];
            if (checksum != BlockChecksum(length[0], slots.AsSpan(filled, count), block++)) throw new InvalidDataException($"block {block - 1} is damaged (checksum differs)");
            if (count == 0) break;
            filled += count;
        }

        for (var at = 0; at < filled; at += shape.SlotWords)
            if (shape.IsQuantised ? (ushort)slots[at] != NgramTableWriter.FreeQuantised : slots[at] != 0) used++;
        var endsFree = filled >= shape.SlotWords && (shape.IsQuantised ? (ushort)slots[filled - 1] == NgramTableWriter.FreeQuantised : slots[filled - 2] == 0);
        if (filled % shape.SlotWords != 0 || filled < least || used != header.Ngrams[order - 1] || !endsFree) throw new InvalidDataException($"its table of order {order} does not fit its header");
        return new NgramTable(shape, slots);
    }

    private static ulong BlockChecksum(ulong length, ReadOnlySpan<ulong> slots, ulong seed)
    {
        // The block as it lies in the file: its length, then its slots.
        var block = new ulong[slots.Length + 1];
        block[0] = length;
        slots.CopyTo(block.AsSpan(1));
        return NgramModelFormat.Checksum(block, seed);
    }

    private static void Fill(Stream stream, Span<ulong> words) => stream.ReadExactly(MemoryMarshal.AsBytes(words));
}
