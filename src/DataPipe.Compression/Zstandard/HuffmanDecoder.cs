using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataPipe.Compression.Zstandard;

/// <summary>Decodes literals that are compressed with a Huffman code: RFC 8878, section 4.2.</summary>
internal sealed unsafe class HuffmanDecoder
{
    /// <summary>Longest code, in bits.</summary>
    public const int MaxLog = 11;

    // Symbols decoded between two loads: 7 bits already read and 5 codes of 11 leave the lowest of 64 bits, which holds the marker, untouched.
    private const int SymbolsALoad = 5;

    // An entry is the length of a code and, above it, its symbol, found by the next bits of the stream.
    private readonly ushort[] _entries = new ushort[1 << MaxLog];
    private int _log;

    /// <summary>Takes over the tree described at the start of <paramref name="source"/>; gives the length of the description in bytes.</summary>
    /// <exception cref="InvalidDataException">No description begins here.</exception>
    public int ReadTree(ReadOnlySpan<byte> source)
    {
        Span<byte> weights = stackalloc byte[HuffmanWeights.MaxCount + 1];
        var lengthBytes = HuffmanWeights.Read(source, weights, out var count);
        Span<int> starts = stackalloc int[MaxLog + 2];
        starts.Clear();
        var sum = 0;
        foreach (var weight in weights[..count])
        {
            sum += 1 << weight >> 1;
            starts[weight]++;
        }
        if (sum == 0) throw Malformed.Because("a Huffman tree is empty");
        // The weight that is not sent completes the sum to the next power of two.
        var log = BitOperations.Log2((uint)sum) + 1;
        var rest = (1 << log) - sum;
        if (log > MaxLog || !BitOperations.IsPow2(rest)) throw Malformed.Because("the weights of a Huffman tree do not add up");
        var lastWeight = BitOperations.Log2((uint)rest) + 1;
        weights[count++] = (byte)lastWeight;
        starts[lastWeight]++;

        // Codes are ordered by weight, lowest first, then by symbol; each takes 2^(weight - 1) entries.
        var start = 0;
        for (var weight = 1; weight <= log; weight++)
        {
            var width = starts[weight] << (weight - 1);
            starts[weight] = start;
            start += width;
        }
        for (var symbol = 0; symbol < count; symbol++)
        {
            int weight = weights[symbol];
            if (weight == 0) continue;
            var width = 1 << (weight - 1);
            _entries.AsSpan(starts[weight], width).Fill((ushort)(symbol << 8 | (log + 1 - weight)));
            starts[weight] += width;
        }
        _log = log;
        return lengthBytes;
    }

    /// <summary>Decodes one stream that fills <paramref name="length"/> bytes exactly.</summary>
    /// <exception cref="InvalidDataException">The stream holds more or less.</exception>
    public void DecodeOne(byte* source, int sourceBytes, byte* destination, int length)
    {
        fixed (ushort* entries = _entries)
        {
            var bits = BackwardBits.Open(source, sourceBytes);
            Finish(ref bits, entries, destination, destination + length);
        }
    }

    /// <summary>Decodes four streams, which begin with the table of their lengths, into <paramref name="length"/> bytes: a quarter each, rounded up, the last the rest.</summary>
    /// <exception cref="InvalidDataException">A stream holds more or less.</exception>
    public void DecodeFour(byte* source, int sourceBytes, byte* destination, int length)
    {
        var quarter = (length + 3) / 4;
        if (sourceBytes < 10 || length < 3 * quarter) throw Malformed.Because("literals in four streams are too short");
        var s1 = source + 6;
        var s2 = s1 + Unsafe.ReadUnaligned<ushort>(source);
        var s3 = s2 + Unsafe.ReadUnaligned<ushort>(source + 2);
        var s4 = s3 + Unsafe.ReadUnaligned<ushort>(source + 4);
        var end = source + sourceBytes;
        if (s4 >= end) throw Malformed.Because("the streams of literals are longer than their block");
        var b1 = BackwardBits.Open(s1, (int)(s2 - s1));
        var b2 = BackwardBits.Open(s2, (int)(s3 - s2));
        var b3 = BackwardBits.Open(s3, (int)(s4 - s3));
        var b4 = BackwardBits.Open(s4, (int)(end - s4));
        var to = destination;
        fixed (ushort* entries = _entries)
        {
            if (s2 - s1 >= 8 && s3 - s2 >= 8 && s4 - s3 >= 8 && end - s4 >= 8)
            {
                byte* p1 = s2 - 8, p2 = s3 - 8, p3 = s4 - 8, p4 = end - 8;
                to += DecodeTogether(entries, s1, ref p1, s2, ref p2, s3, ref p3, s4, ref p4, destination, quarter, length - 3 * quarter, out var consumed);
                b1 = BackwardBits.Resume(s1, p1, (int)consumed & 255);
                b2 = BackwardBits.Resume(s2, p2, (int)(consumed >> 8) & 255);
                b3 = BackwardBits.Resume(s3, p3, (int)(consumed >> 16) & 255);
                b4 = BackwardBits.Resume(s4, p4, (int)(consumed >> 24));
            }
            var next = destination + quarter;
            Finish(ref b1, entries, to, next);
            Finish(ref b2, entries, to + quarter, next += quarter);
            Finish(ref b3, entries, to + 2 * quarter, next += quarter);
            Finish(ref b4, entries, to + 3 * quarter, destination + length);
        }
    }

    // The four streams side by side, so that their chains of loads and shifts overlap. A marker bit shifted along with the bits says how many are used up.
    // Gives the symbols decoded of each stream; where the streams then stand is in the pointers, and the bits used of the eight bytes there in `consumed`, eight bits a stream.
    private int DecodeTogether(
        ushort* entries, byte* s1, ref byte* at1, byte* s2, ref byte* at2, byte* s3, ref byte* at3, byte* s4, ref byte* at4, byte* destination, nint quarter, int shortest, out uint consumed)
    {
        byte* p1 = at1, p2 = at2, p3 = at3, p4 = at4;
        var b1 = First(p1);
        var b2 = First(p2);
        var b3 = First(p3);
        var b4 = First(p4);
        var shift = 64 - _log;
        var to = destination;
        var quarter3 = 3 * quarter;
        while (true)
        {
            // A round takes at most seven bytes of each stream, and no round begins that could pass the first byte.
            var rounds = Math.Min(Math.Min(Math.Min(p1 - s1, p2 - s2), Math.Min(p3 - s3, p4 - s4)) / 7, (shortest - (to - destination)) / SymbolsALoad);
            if (rounds <= 0) break;
            for (; rounds > 0; rounds--)
            {
                // Five times, written out: the compiler unrolls no loop of this shape.
                One(entries, shift, ref b1, ref b2, ref b3, ref b4, to, quarter, quarter3);
                One(entries, shift, ref b1, ref b2, ref b3, ref b4, to + 1, quarter, quarter3);
                One(entries, shift, ref b1, ref b2, ref b3, ref b4, to + 2, quarter, quarter3);
                One(entries, shift, ref b1, ref b2, ref b3, ref b4, to + 3, quarter, quarter3);
                One(entries, shift, ref b1, ref b2, ref b3, ref b4, to + 4, quarter, quarter3);
                to += SymbolsALoad;
                b1 = Next(b1, ref p1);
                b2 = Next(b2, ref p2);
                b3 = Next(b3, ref p3);
                b4 = Next(b4, ref p4);
            }
        }
        at1 = p1;
        at2 = p2;
        at3 = p3;
        at4 = p4;
        consumed = (uint)(BitOperations.TrailingZeroCount(b1) | BitOperations.TrailingZeroCount(b2) << 8 | BitOperations.TrailingZeroCount(b3) << 16 | BitOperations.TrailingZeroCount(b4) << 24);
        return (int)(to - destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(ushort* entries, int shift, ref ulong b1, ref ulong b2, ref ulong b3, ref ulong b4, byte* to, nint quarter, nint quarter3)
    {
        uint e1 = entries[b1 >> shift];
        uint e2 = entries[b2 >> shift];
        uint e3 = entries[b3 >> shift];
        uint e4 = entries[b4 >> shift];
        b1 <<= (int)e1;
        b2 <<= (int)e2;
        b3 <<= (int)e3;
        b4 <<= (int)e4;
        *to = (byte)(e1 >> 8);
        to[quarter] = (byte)(e2 >> 8);
        to[2 * quarter] = (byte)(e3 >> 8);
        to[quarter3] = (byte)(e4 >> 8);
    }

    // The last byte begins with zeros and a one that are no part of the codes.
    private static ulong First(byte* at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(at);
        return (word | 1) << (BitOperations.LeadingZeroCount(word) + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next(ulong bits, ref byte* at)
    {
        var consumed = BitOperations.TrailingZeroCount(bits);
        at -= consumed >> 3;
        return (Unsafe.ReadUnaligned<ulong>(at) | 1) << (consumed & 7);
    }

    private void Finish(ref BackwardBits bits, ushort* entries, byte* to, byte* end)
    {
        var stream = bits;
        while (to < end)
        {
            stream.Reload();
            for (var stop = end - to > SymbolsALoad ? to + SymbolsALoad : end; to < stop; to++)
            {
                uint entry = entries[stream.Peek(_log)];
                stream.Skip((byte)entry);
                *to = (byte)(entry >> 8);
            }
        }
        stream.Reload();
        if (!stream.IsFinished) throw Malformed.Because("a stream of literals does not end with its last literal");
    }
}
