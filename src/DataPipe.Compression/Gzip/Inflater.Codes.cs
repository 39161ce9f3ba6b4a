using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DataPipe.Compression.Gzip;

// The symbols of a block. Pointers, because this loop is nearly all the time of reading an archive: see the benchmark beside the tests.
internal sealed unsafe partial class Inflater
{
    // Eight bytes are loaded at a time, at most three times a round.
    private const int FastInputBytes = 32;

    private string? _fastProblem;

    private InflateStatus? DecodeCodes(ref Cursor cursor)
    {
        while (true)
        {
            if (cursor.OutEnd - cursor.Out < MinRoomBytes) return InflateStatus.BufferFull;
            if (cursor.InEnd - cursor.In >= FastInputBytes && !DecodeFast(ref cursor)) return Fail(_fastProblem!);
            if (_place != Place.Codes) return null;
            if (cursor.OutEnd - cursor.Out < MinRoomBytes) return InflateStatus.BufferFull;
            var halt = DecodeOne(ref cursor);
            if (halt is not null || _place != Place.Codes) return halt;
        }
    }

    /// <summary>Decodes one literal, match or end of block with every bound checked: for the last bytes of the input.</summary>
    private InflateStatus? DecodeOne(ref Cursor cursor)
    {
        cursor.Has(0);
        var bits = cursor.Bits;
        var entry = LookUp(_lengths, bits);
        var used = (int)(entry & 0xFF);
        // Absent bits read as zero: what they lead to counts only when the code found is made of bits that are there.
        if ((entry & HuffmanTable.Invalid) == HuffmanTable.Invalid) return cursor.BitCount < 15 ? InflateStatus.NeedsInput : Fail("literal or length without meaning");
        if (used > cursor.BitCount) return InflateStatus.NeedsInput;
        if ((entry & HuffmanTable.Literal) != 0)
        {
            *cursor.Out++ = (byte)(entry >> 16);
            cursor.Take(used);
            return null;
        }
        if ((entry & HuffmanTable.EndOfBlock) != 0)
        {
            cursor.Take(used);
            EndBlock();
            return null;
        }
        var length = Value(entry, bits);
        bits >>= used;
        entry = LookUp(_distances, bits);
        if ((entry & HuffmanTable.Invalid) == HuffmanTable.Invalid) return cursor.BitCount - used < 15 ? InflateStatus.NeedsInput : Fail("distance without meaning");
        used += (int)(entry & 0xFF);
        if (used > cursor.BitCount) return InflateStatus.NeedsInput;
        var distance = Value(entry, bits);
        if (distance > (nuint)(cursor.Out - cursor.OutStart)) return Fail("match from before the start");
        cursor.Bits >>= used;
        cursor.BitCount -= used;
        for (var end = cursor.Out + length; cursor.Out < end; cursor.Out++) *cursor.Out = *(cursor.Out - distance);
        return null;
    }

    private static uint LookUp(HuffmanTable table, ulong bits)
    {
        var entry = table.Entries[(int)bits & ((1 << table.Bits) - 1)];
        if ((entry & (HuffmanTable.Deeper | HuffmanTable.Exceptional)) != (HuffmanTable.Deeper | HuffmanTable.Exceptional)) return entry;
        return table.Entries[(entry >> 16) + (uint)((bits >> table.Bits) & ((1UL << (byte)entry) - 1))];
    }

    // The value of a length or distance: its base plus the extra bits that follow its code.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Value(uint entry, ulong bits) =>
        (nuint)((entry >> 16) + ((Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(bits, entry) : bits & ((1UL << (int)entry) - 1)) >> (int)(entry >> 8)));

    /// <summary>
    /// Decodes while input and buffer have room to spare for a whole round. A round starts with at least 56 bits and the entry of the next
    /// symbol: up to three literals of at most 11 bits, or fewer and a match. What costs time is the chain from one look-up to the next, and that
    /// nobody foresees whether a symbol is a literal. So each look-up goes ahead of the refill of its bits, the next symbol's ahead of the copy, and
    /// both look-ups that may follow a symbol ahead of the branch that asks which it is. False when corrupt.
    /// </summary>
    private bool DecodeFast(ref Cursor cursor)
    {
        const uint LengthMask = (1 << 11) - 1;
        const uint DistanceMask = (1 << 9) - 1;
        var sound = true;
        fixed (uint* lengths = _lengths.Entries)
        fixed (uint* distances = _distances.Entries)
        {
            var input = cursor.In;
            var inputLimit = cursor.InEnd - FastInputBytes;
            var output = cursor.Out;
            var outputStart = cursor.OutStart;
            var outputLimit = cursor.OutEnd - MinRoomBytes;
            var bits = cursor.Bits;
            // Only the low byte counts: whole entries are subtracted, whose low byte is the number of bits used.
            var count = (uint)cursor.BitCount;

            if (output > outputLimit) return true;
            Refill(ref input, ref bits, ref count);
            var entry = lengths[(uint)bits & LengthMask];
            do
            {
                // Of an exceptional entry both are meaningless, and not used.
                var rest = bits >> (int)entry;
                var afterLiteral = lengths[(uint)rest & LengthMask];
                var afterLength = distances[(uint)rest & DistanceMask];
                if ((int)entry < 0)
                {
                    *output++ = (byte)(entry >> 16);
                    bits = rest;
                    count -= entry;
                    entry = afterLiteral;
                    rest = bits >> (int)entry;
                    afterLiteral = lengths[(uint)rest & LengthMask];
                    afterLength = distances[(uint)rest & DistanceMask];
                    if ((int)entry < 0)
                    {
                        *output++ = (byte)(entry >> 16);
                        bits = rest;
                        count -= entry;
                        entry = afterLiteral;
                        rest = bits >> (int)entry;
                        afterLiteral = lengths[(uint)rest & LengthMask];
                        afterLength = distances[(uint)rest & DistanceMask];
                        if ((int)entry < 0)
                        {
                            *output++ = (byte)(entry >> 16);
                            bits = rest;
                            count -= entry;
                            entry = afterLiteral;
                            Refill(ref input, ref bits, ref count);
                            continue;
                        }
                    }
                }

                // At least 34 bits are left, and a length takes at most 20.
                if ((entry & HuffmanTable.Exceptional) != 0)
                {
                    if ((entry & HuffmanTable.Deeper) != 0)
                    {
                        entry = lengths[(entry >> 16) + ((uint)(bits >> 11) & ((1u << (int)entry) - 1))];
                        rest = bits >> (int)entry;
                        afterLength = distances[(uint)rest & DistanceMask];
                    }
                    if ((int)entry < 0)
                    {
                        *output++ = (byte)(entry >> 16);
                        bits = rest;
                        count -= entry;
                        entry = lengths[(uint)bits & LengthMask];
                        Refill(ref input, ref bits, ref count);
                        continue;
                    }
                    if ((entry & HuffmanTable.Exceptional) != 0)
                    {
                        if ((entry & HuffmanTable.EndOfBlock) != 0)
                        {
                            bits = rest;
                            count -= entry;
                            EndBlock();
                        }
                        else
                        {
                            _fastProblem = "literal or length without meaning";
                            sound = false;
                        }
                        break;
                    }
                }
                var length = Value(entry, bits);
                bits = rest;
                count -= entry;
                entry = afterLength;
                Refill(ref input, ref bits, ref count);
                if ((entry & HuffmanTable.Exceptional) != 0)
                {
                    if ((entry & HuffmanTable.Deeper) != 0)
                        entry = distances[(entry >> 16) + ((uint)(bits >> 9) & ((1u << (int)entry) - 1))];
                    if ((entry & HuffmanTable.Exceptional) != 0)
                    {
                        _fastProblem = "distance without meaning";
                        sound = false;
                        break;
                    }
                }
                var distance = Value(entry, bits);
                bits >>= (int)entry;
                count -= entry;
                if (distance > (nuint)(output - outputStart))
                {
                    _fastProblem = "match from before the start";
                    sound = false;
                    break;
                }
                // At least 28 bits are left.
                entry = lengths[(uint)bits & LengthMask];
                Refill(ref input, ref bits, ref count);
                Copy(output, distance, length);
                output += length;
            }
            while (input <= inputLimit && output <= outputLimit);

            cursor.In = input;
            cursor.Out = output;
            cursor.BitCount = (int)(count & 63);
            cursor.Bits = bits & ((1UL << cursor.BitCount) - 1);
        }
        return sound;
    }

    // Fills up to at least 56 bits. Bits above the count may be set already: they are those of the next byte, and come again the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Refill(ref byte* input, ref ulong bits, ref uint count)
    {
        bits |= *(ulong*)input << (int)count;
        input += 7 - ((count >> 3) & 7);
        count |= 56;
    }
}
