namespace DataPipe.Compression.Gzip;

// Block headers: RFC 1951, sections 3.2.3 to 3.2.7.
internal sealed unsafe partial class Inflater
{
    private InflateStatus? StartBlock(ref Cursor cursor)
    {
        if (!cursor.Has(3)) return InflateStatus.NeedsInput;
        var last = cursor.Take(1) == 1;
        var halt = cursor.Take(2) switch
        {
            0 => StartStored(ref cursor),
            1 => StartFixed(),
            2 => StartDynamic(ref cursor),
            _ => Fail("block of the reserved type 3"),
        };
        if (halt is null) _lastBlock = last;
        return halt;
    }

    private InflateStatus? StartStored(ref Cursor cursor)
    {
        cursor.GiveBack();
        cursor.Take(cursor.BitCount);
        if (cursor.InEnd - cursor.In < 4) return InflateStatus.NeedsInput;
        var length = cursor.In[0] | cursor.In[1] << 8;
        var complement = cursor.In[2] | cursor.In[3] << 8;
        if (length != (complement ^ 0xFFFF)) return Fail("length of a stored block disagrees with its complement");
        cursor.In += 4;
        _storedBytes = length;
        _place = Place.Stored;
        return null;
    }

    private InflateStatus? StartFixed()
    {
        if (!_fixedTables)
        {
            _lengths.TryBuild(DeflateSymbols.FixedLengths, DeflateSymbols.LiteralsAndLengths, allowLone: false);
            _distances.TryBuild(DeflateSymbols.FixedDistances, DeflateSymbols.Distances, allowLone: false);
            _fixedTables = true;
        }
        _place = Place.Codes;
        return null;
    }

    private InflateStatus? StartDynamic(ref Cursor cursor)
    {
        if (!cursor.Has(14)) return InflateStatus.NeedsInput;
        var lengthCount = cursor.Take(5) + 257;
        var distanceCount = cursor.Take(5) + 1;
        var codeLengthCount = cursor.Take(4) + 4;
        if (lengthCount > 286 || distanceCount > 30) return Fail("more length or distance symbols than deflate has");

        Span<byte> codeLengths = stackalloc byte[19];
        codeLengths.Clear();
        for (var i = 0; i < codeLengthCount; i++)
        {
            if (!cursor.Has(3)) return InflateStatus.NeedsInput;
            codeLengths[DeflateSymbols.CodeLengthOrder[i]] = (byte)cursor.Take(3);
        }
        if (!_codeLengths.TryBuild(codeLengths, DeflateSymbols.CodeLengths, allowLone: false)) return Fail("impossible code length code");

        Span<byte> lengths = stackalloc byte[286 + 30];
        lengths.Clear();
        var halt = ReadCodeLengths(ref cursor, lengths[..(lengthCount + distanceCount)]);
        if (halt is not null) return halt;
        if (lengths[256] == 0) return Fail("no code for the end of the block");
        _fixedTables = false;
        if (!_lengths.TryBuild(lengths[..lengthCount], DeflateSymbols.LiteralsAndLengths, allowLone: true)) return Fail("impossible literal and length code");
        if (!_distances.TryBuild(lengths.Slice(lengthCount, distanceCount), DeflateSymbols.Distances, allowLone: true)) return Fail("impossible distance code");
        _place = Place.Codes;
        return null;
    }

    private InflateStatus? ReadCodeLengths(ref Cursor cursor, Span<byte> lengths)
    {
        var entries = _codeLengths.Entries;
        for (var i = 0; i < lengths.Length;)
        {
            cursor.Has(14);
            var entry = entries[(int)cursor.Bits & 127];
            var codeBits = (int)(entry & 0xFF);
            var symbol = (int)(entry >> 16);
            // Symbols 16, 17 and 18 repeat: 2, 3 and 7 extra bits say how often.
            var extraBits = symbol < 16 ? 0 : symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
            if (cursor.BitCount < codeBits + extraBits) return InflateStatus.NeedsInput;
            cursor.Take(codeBits);
            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }
            if (symbol == 16 && i == 0) return Fail("repeated code length without one before");
            var repeats = cursor.Take(extraBits) + (symbol == 18 ? 11 : 3);
            if (repeats > lengths.Length - i) return Fail("more code lengths than announced");
            lengths.Slice(i, repeats).Fill(symbol == 16 ? lengths[i - 1] : (byte)0);
            i += repeats;
        }
        return null;
    }
}
