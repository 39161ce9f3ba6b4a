using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DataPipe.Compression.Zstandard;

/// <summary>The sequences of a block: literals to copy, then a match to copy from what came before. RFC 8878, sections 3.1.1.3.2 and 3.1.1.4.</summary>
internal sealed unsafe partial class BlockDecoder
{
    // Reading all states takes 9 + 9 + 8 bits; with more extra bits than this in front, one load does not suffice.
    private const int ExtraBitsALoad = BackwardBits.ReadableBits - 26;

    // Pattern i repeats the first i bytes of a vector; its period fits a whole number of times into as many bytes as Steps[i] says.
    private static readonly Vector128<byte>[] Patterns =
        [.. Enumerable.Range(0, 16).Select(i => Vector128.Create((byte[])[.. Enumerable.Range(0, 16).Select(k => (byte)(i == 0 ? 0 : k % i))]))];

    private static ReadOnlySpan<byte> Steps => [16, 16, 16, 15, 16, 15, 12, 14, 16, 9, 10, 11, 12, 13, 14, 15];

    private int Execute(BackwardBits source, int count, Piece literals, Piece dictionary, in Output output)
    {
        var bits = source;
        var to = output.To;
        var history = output.History;
        var literal = literals.Start;
        var literalEnd = literal + literals.Length;
        // Up to here a sequence may end that is copied sixteen bytes at a time.
        var wideEnd = output.MemoryEnd - output.To < SlackBytes ? output.To - 1 : output.MemoryEnd - SlackBytes;
        if (wideEnd > output.Limit) wideEnd = output.Limit;
        nuint offset1 = _offset1, offset2 = _offset2, offset3 = _offset3;
        fixed (ulong* ofLiterals = _literalLengths!.Entries, ofOffsets = _offsets!.Entries, ofMatches = _matchLengths!.Entries)
        {
            nuint literalState = bits.Read(_literalLengths.Log);
            nuint offsetState = bits.Read(_offsets.Log);
            nuint matchState = bits.Read(_matchLengths.Log);
            while (true)
            {
                bits.Reload();
                var literalEntry = ofLiterals[literalState];
                var offsetEntry = ofOffsets[offsetState];
                var matchEntry = ofMatches[matchState];
                int literalBits = (byte)(literalEntry >> 24), offsetBits = (byte)(offsetEntry >> 24), matchBits = (byte)(matchEntry >> 24);
                var literalLength = (nuint)(literalEntry >> 32);
                nuint offset;
                if (offsetBits > 1)
                {
                    offset = (nuint)(offsetEntry >> 32) + bits.Read(offsetBits);
                    (offset3, offset2, offset1) = (offset2, offset1, offset);
                }
                else
                {
                    // Without literals the last offset cannot come again, for then the match would have been longer: the numbers shift by one.
                    var which = (offsetBits == 0 ? 0 : 1 + bits.Read(1)) + (literalLength == 0 ? 1u : 0);
                    offset = which switch { 0 => offset1, 1 => offset2, 2 => offset3, _ => offset1 - 1 };
                    if (offset == 0) throw Malformed.Because("an offset is zero");
                    if (which > 1) offset3 = offset2;
                    if (which > 0) (offset2, offset1) = (offset1, offset);
                }
                var matchLength = (nuint)(matchEntry >> 32) + bits.Read(matchBits);
                if (offsetBits + matchBits + literalBits > ExtraBitsALoad) bits.Reload();
                literalLength += bits.Read(literalBits);
                if (count > 1)
                {
                    literalState = (ushort)literalEntry + (nuint)bits.Read((byte)(literalEntry >> 16));
                    matchState = (ushort)matchEntry + (nuint)bits.Read((byte)(matchEntry >> 16));
                    offsetState = (ushort)offsetEntry + (nuint)bits.Read((byte)(offsetEntry >> 16));
                }

                var match = to + literalLength;
                var end = match + matchLength;
                if (end <= wideEnd && literalLength <= (nuint)(literalEnd - literal) && offset <= (nuint)(match - history))
                {
                    Vector128.Store(Vector128.Load(literal), to);
                    if (literalLength > 16) CopyWide(literal + 16, to + 16, match);
                    literal += literalLength;
                    to = match;
                    if (offset >= 16)
                    {
                        Vector128.Store(Vector128.Load(match - offset), match);
                        if (matchLength > 16) CopyWide(match - offset + 16, match + 16, end);
                    }
                    else CopyPattern(match, offset, end);
                    to = end;
                }
                else
                {
                    if (literalLength > (nuint)(literalEnd - literal)) throw Malformed.Because("the sequences use more literals than there are");
                    if (end > output.Limit) throw Malformed.Because("a block is longer than it may be");
                    for (; to < match; to++) *to = *literal++;
                    CopyCarefully(match, offset, end, history, dictionary);
                    to = end;
                }
                if (--count == 0) break;
            }
        }
        bits.Reload();
        if (!bits.IsFinished) throw Malformed.Because("the bits of the sequences do not end with the last sequence");
        (_offset1, _offset2, _offset3) = ((uint)offset1, (uint)offset2, (uint)offset3);
        var rest = literalEnd - literal;
        if (rest > output.Limit - to) throw Malformed.Because("a block is longer than it may be");
        Unsafe.CopyBlockUnaligned(to, literal, (uint)rest);
        return (int)(to + rest - output.To);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyWide(byte* from, byte* to, byte* end)
    {
        do
        {
            Vector128.Store(Vector128.Load(from), to);
            from += 16;
            to += 16;
        }
        while (to < end);
    }

    // A match that reaches into itself repeats its first bytes.
    private static void CopyPattern(byte* to, nuint offset, byte* end)
    {
        var pattern = Vector128.ShuffleNative(Vector128.Load(to - offset), Patterns[offset]);
        var step = Steps[(int)offset];
        do
        {
            Vector128.Store(pattern, to);
            to += step;
        }
        while (to < end);
    }

    private static void CopyCarefully(byte* to, nuint offset, byte* end, byte* history, Piece dictionary)
    {
        var before = (nuint)(to - history);
        if (offset > before)
        {
            var back = offset - before;
            if (back > (nuint)dictionary.Length) throw Malformed.Because("a match points to bytes before the start");
            var fromDictionary = Math.Min(back, (nuint)(end - to));
            Unsafe.CopyBlockUnaligned(to, dictionary.Start + dictionary.Length - back, (uint)fromDictionary);
            to += fromDictionary;
        }
        if (offset >= (nuint)(end - to)) Unsafe.CopyBlockUnaligned(to, to - offset, (uint)(end - to));
        else
            for (; to < end; to++) *to = *(to - offset);
    }
}
