namespace DataPipe.Compression.Gzip;

/// <summary>
/// A decoder of one deflate stream (RFC 1951), fed piecewise. It decodes into the caller's buffer and reads matches from it, so the buffer
/// must keep the last <see cref="WindowBytes"/> bytes before the write position. Managed; about 25 kB of tables an instance.
/// </summary>
internal sealed unsafe partial class Inflater
{
    /// <summary>The furthest a match reaches back, in bytes.</summary>
    public const int WindowBytes = 32 * 1024;

    /// <summary>Free bytes that decoding needs in the buffer: a match of 258 bytes, three literals and the overrun of wide copies of 32 bytes.</summary>
    public const int MinRoomBytes = 320;

    private enum Place { BlockStart, Stored, Codes, Done, Failed }

    private readonly HuffmanTable _lengths = new(bits: 11, symbols: 288);
    private readonly HuffmanTable _distances = new(bits: 9, symbols: 32);
    private readonly HuffmanTable _codeLengths = new(bits: 7, symbols: 19);
    private Place _place;
    private bool _lastBlock;
    private bool _fixedTables;
    private int _storedBytes;
    private ulong _bits;
    private int _bitCount;

    /// <summary>What made the data corrupt; null while it is not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Forgets the stream, ready for another.</summary>
    public void Reset()
    {
        _place = Place.BlockStart;
        _lastBlock = false;
        _bits = 0;
        _bitCount = 0;
        Problem = null;
    }

    /// <summary>
    /// Decodes until the input is used up, the buffer is full, the stream ends or proves corrupt. Bytes of <paramref name="input"/> beyond
    /// <paramref name="consumedBytes"/> are given back and must be given again in front of the next ones. What was written before a corrupt place is sound.
    /// </summary>
    public InflateStatus Decode(ReadOnlySpan<byte> input, Span<byte> buffer, ref int writtenBytes, out int consumedBytes)
    {
        fixed (byte* inputStart = input)
        fixed (byte* bufferStart = buffer)
        {
            var cursor = new Cursor
            {
                In = inputStart,
                InEnd = inputStart + input.Length,
                Out = bufferStart + writtenBytes,
                OutStart = bufferStart,
                OutEnd = bufferStart + buffer.Length,
                Bits = _bits,
                BitCount = _bitCount,
            };
            var status = Run(ref cursor);
            cursor.GiveBack();
            _bits = cursor.Bits;
            _bitCount = cursor.BitCount;
            writtenBytes = (int)(cursor.Out - bufferStart);
            consumedBytes = (int)(cursor.In - inputStart);
            return status;
        }
    }

    private InflateStatus Run(ref Cursor cursor)
    {
        while (true)
        {
            InflateStatus? halt;
            switch (_place)
            {
                case Place.BlockStart:
                    // A header is taken whole or not at all, so that no place inside one has to be remembered.
                    var before = cursor;
                    halt = StartBlock(ref cursor);
                    if (halt == InflateStatus.NeedsInput) cursor = before;
                    break;
                case Place.Stored:
                    halt = CopyStored(ref cursor);
                    break;
                case Place.Codes:
                    halt = DecodeCodes(ref cursor);
                    break;
                case Place.Done:
                    return InflateStatus.Done;
                default:
                    return InflateStatus.Corrupt;
            }
            if (halt is not null) return halt.Value;
        }
    }

    private InflateStatus? CopyStored(ref Cursor cursor)
    {
        if (cursor.OutEnd - cursor.Out < MinRoomBytes) return InflateStatus.BufferFull;
        var count = (int)Math.Min(_storedBytes, Math.Min(cursor.InEnd - cursor.In, cursor.OutEnd - cursor.Out));
        Buffer.MemoryCopy(cursor.In, cursor.Out, count, count);
        cursor.In += count;
        cursor.Out += count;
        _storedBytes -= count;
        if (_storedBytes == 0) EndBlock();
        else if (cursor.In == cursor.InEnd) return InflateStatus.NeedsInput;
        return null;
    }

    private void EndBlock() => _place = _lastBlock ? Place.Done : Place.BlockStart;

    private InflateStatus Fail(string problem)
    {
        Problem = problem;
        _place = Place.Failed;
        return InflateStatus.Corrupt;
    }

    /// <summary>Where decoding stands: pointers into input and buffer, and the bits taken from the input but not yet used.</summary>
    private struct Cursor
    {
        public byte* In;
        public byte* InEnd;
        public byte* Out;
        public byte* OutStart;
        public byte* OutEnd;
        public ulong Bits;
        public int BitCount;

        /// <summary>Takes whole bytes while they fit; true when at least <paramref name="count"/> bits (at most 56) are there.</summary>
        public bool Has(int count)
        {
            while (BitCount <= 56 && In < InEnd)
            {
                Bits |= (ulong)*In++ << BitCount;
                BitCount += 8;
            }
            return BitCount >= count;
        }

        public int Take(int count)
        {
            var value = (int)(Bits & ((1UL << count) - 1));
            Bits >>= count;
            BitCount -= count;
            return value;
        }

        /// <summary>Returns whole unused bytes to the input, leaving fewer than eight bits.</summary>
        public void GiveBack()
        {
            In -= BitCount >> 3;
            BitCount &= 7;
            Bits &= (1UL << BitCount) - 1;
        }
    }
}
