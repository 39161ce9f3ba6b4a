using System.Runtime.CompilerServices;

namespace DataPipe.Compression.Zstandard;

/// <summary>
/// Decodes the compressed blocks of a frame, one after another: RFC 8878, section 3.1.1.3. It keeps what one block leaves to the next: tables and repeated offsets. The decoded
/// bytes themselves are the caller's, contiguous in front of the place to write to. About 160 kB an instance.
/// </summary>
internal sealed unsafe partial class BlockDecoder
{
    // Copies of 16 bytes run over the end of literals by less than this.
    private const int SlackBytes = 32;

    private readonly EntropyTables _own = new();
    private readonly byte[] _literals = GC.AllocateUninitializedArray<byte>(FrameHeader.MaxBlockBytes + SlackBytes, pinned: true);
    private HuffmanDecoder? _huffman;
    private SequenceTable? _literalLengths;
    private SequenceTable? _offsets;
    private SequenceTable? _matchLengths;
    private ZstandardDictionary? _dictionary;
    private uint _offset1;
    private uint _offset2;
    private uint _offset3;

    /// <summary>Begins a frame.</summary>
    public void Start(ZstandardDictionary? dictionary)
    {
        _dictionary = dictionary;
        _huffman = dictionary?.Tables?.Huffman;
        _literalLengths = dictionary?.Tables?.LiteralLengths;
        _offsets = dictionary?.Tables?.Offsets;
        _matchLengths = dictionary?.Tables?.MatchLengths;
        (_offset1, _offset2, _offset3) = dictionary?.RepeatOffsets ?? (1, 4, 8);
    }

    /// <summary>
    /// Decodes a block into the output; gives the number of bytes. Nothing at or behind <see cref="Output.Limit"/> is written, and nothing before
    /// <see cref="Output.History"/> read.
    /// </summary>
    /// <exception cref="InvalidDataException">The block is malformed, or longer than the output has room for.</exception>
    public int Decode(byte* source, int sourceBytes, in Output output)
    {
        var end = source + sourceBytes;
        var at = ReadLiterals(source, end, output.BlockBytes, out var literals);
        if (at == end) throw Malformed.Because("a block is cut short");
        int count = *at++;
        if (count >= 128)
        {
            var bytes = count == 255 ? 2 : 1;
            if (end - at < bytes) throw Malformed.Because("a block is cut short");
            count = count == 255 ? Unsafe.ReadUnaligned<ushort>(at) + 0x7F00 : (count - 128 << 8) + *at;
            at += bytes;
        }
        if (count == 0)
        {
            if (at != end) throw Malformed.Because("a block without sequences goes on behind its literals");
            if (literals.Length > output.Limit - output.To) throw Malformed.Because("a block is longer than it may be");
            new ReadOnlySpan<byte>(literals.Start, literals.Length).CopyTo(new Span<byte>(output.To, literals.Length));
            return literals.Length;
        }
        if (at == end) throw Malformed.Because("a block is cut short");
        int modes = *at++;
        if ((modes & 3) != 0) throw Malformed.Because("reserved bits of a block are set");
        _literalLengths = ReadTable(ref at, end, modes >> 6, SequenceCode.LiteralLengths, _own.LiteralLengths, _literalLengths);
        _offsets = ReadTable(ref at, end, modes >> 4 & 3, SequenceCode.Offsets, _own.Offsets, _offsets);
        _matchLengths = ReadTable(ref at, end, modes >> 2 & 3, SequenceCode.MatchLengths, _own.MatchLengths, _matchLengths);
        var bits = BackwardBits.Open(at, (int)(end - at));
        fixed (byte* dictionary = _dictionary?.Bytes)
        {
            var prefix = dictionary is null || !output.DictionaryInReach ? default
                : new Piece(dictionary + _dictionary!.ContentOffset, _dictionary.Bytes.Length - _dictionary.ContentOffset);
            return Execute(bits, count, literals, prefix, output);
        }
    }

    private static SequenceTable ReadTable(ref byte* at, byte* end, int mode, SequenceCode code, SequenceTable own, SequenceTable? last)
    {
        switch (mode)
        {
            case 0:
                return code.Predefined;
            case 1:
                if (at == end) throw Malformed.Because("a table is cut short");
                own.BuildSingle(*at++, code);
                return own;
            case 2:
                at += own.Read(new ReadOnlySpan<byte>(at, (int)(end - at)), code);
                return own;
            default:
                return last ?? throw Malformed.Because("the first block repeats a table");
        }
    }

    private byte* ReadLiterals(byte* at, byte* end, int maxBytes, out Piece literals)
    {
        if (at == end) throw Malformed.Because("a block is cut short");
        var kind = *at & 3;
        var format = *at >> 2 & 3;
        var isRaw = kind < 2;
        // Even formats of uncompressed literals have a bit less, so that the lengths of short ones fit into one byte.
        var headerBytes = isRaw ? format switch { 1 => 2, 3 => 3, _ => 1 } : format switch { 2 => 4, 3 => 5, _ => 3 };
        if (end - at < headerBytes) throw Malformed.Because("a block is cut short");
        ulong header = 0;
        for (var i = 0; i < headerBytes; i++) header |= (ulong)at[i] << (8 * i);
        at += headerBytes;
        var sizeBits = headerBytes switch { 3 => 10, 4 => 14, _ => 18 };
        var length = (int)(isRaw ? headerBytes == 1 ? header >> 3 : header >> 4 : header >> 4 & (1UL << sizeBits) - 1);
        var sourceBytes = kind switch { 0 => length, 1 => 1, _ => (int)(header >> (4 + sizeBits)) };
        if (length > maxBytes) throw Malformed.Because("the literals are longer than a block may be");
        if (sourceBytes > end - at) throw Malformed.Because("the literals are longer than their block");
        var to = (byte*)Unsafe.AsPointer(ref _literals[0]);
        literals = new Piece(to, length);
        if (kind == 0)
        {
            // Read in place where wide copies cannot run over the end of the source.
            if (end - at - length >= SlackBytes) literals = new Piece(at, length);
            else Unsafe.CopyBlockUnaligned(to, at, (uint)length);
        }
        else if (kind == 1) Unsafe.InitBlockUnaligned(to, *at, (uint)length);
        else
        {
            var treeBytes = 0;
            if (kind == 2)
            {
                _huffman = _own.Huffman;
                treeBytes = _huffman.ReadTree(new ReadOnlySpan<byte>(at, sourceBytes));
            }
            if (_huffman is null) throw Malformed.Because("the first block repeats a Huffman tree");
            if (format == 0) _huffman.DecodeOne(at + treeBytes, sourceBytes - treeBytes, to, length);
            else _huffman.DecodeFour(at + treeBytes, sourceBytes - treeBytes, to, length);
        }
        return at + sourceBytes;
    }

    /// <summary>
    /// Where a block goes: the first byte still in reach of matches, the place to write to, the end it may not pass, the end of the memory that wide copies may spoil, the most bytes a
    /// block may have, and whether matches may reach over the history into the dictionary.
    /// </summary>
    public readonly ref struct Output(byte* history, byte* to, byte* limit, byte* memoryEnd, int blockBytes, bool dictionaryInReach)
    {
        public readonly byte* History = history;
        public readonly byte* To = to;
        public readonly byte* Limit = limit;
        public readonly byte* MemoryEnd = memoryEnd;
        public readonly int BlockBytes = blockBytes;
        public readonly bool DictionaryInReach = dictionaryInReach;
    }

    private readonly struct Piece(byte* start, int length)
    {
        public readonly byte* Start = start;
        public readonly int Length = length;
    }
}
