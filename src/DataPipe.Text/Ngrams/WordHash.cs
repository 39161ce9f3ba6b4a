using System.Runtime.CompilerServices;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Ngrams;

/// <summary>The hash of a word that comes byte by byte, eight at a time: words of up to eight bytes never collide before the last mixing.</summary>
internal struct WordHash
{
    private const ulong Prime = 0x9FB21C651E98DF25;
    private ulong _folded, _word;
    private int _bytes;

    /// <summary>Bytes so far.</summary>
    internal readonly int Bytes => _bytes;

    internal void Append(byte b)
    {
        _word |= (ulong)b << (8 * (_bytes & 7));
        if ((++_bytes & 7) != 0) return;
        _folded = Fold(_folded, _word);
        _word = 0;
    }

    internal readonly ulong Finish() => Finish((_bytes & 7) == 0 ? _folded : Fold(_folded, _word), _bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Fold(ulong folded, ulong word)
    {
        folded = (folded ^ word) * Prime;
        return folded ^ (folded >> 29);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Finish(ulong folded, int bytes) => Mix64.Of(folded + (ulong)bytes);
}
