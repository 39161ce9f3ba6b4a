using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DataPipe.Text.Words;

namespace DataPipe.Text.Statistics;

/// <summary>The words of one text joined without blanks, and where each begins: what runs of words are compared by. Memory of one thread, reused from text to text.</summary>
internal sealed class WordRuns
{
    /// <summary>So many bytes may be loaded behind the last word, and so many offsets behind the last; the offsets are beyond any length.</summary>
    internal const int PaddingBytes = 64, PaddingOffsets = 16;

    private const int RetainedWords = 1 << 20;
    private byte[] _joined = new byte[4096];
    private int[] _offsets = new int[1024];
    private WordTable? _table;
    private int _reads;

    /// <summary>The number of words.</summary>
    internal int Count { get; private set; }

    /// <summary>Where each word begins among the joined bytes: [words + 1 + <see cref="PaddingOffsets"/>].</summary>
    internal ReadOnlySpan<int> Offsets => _offsets.AsSpan(0, Count + 1 + PaddingOffsets);

    /// <summary>The first joined byte.</summary>
    internal ref byte First => ref MemoryMarshal.GetArrayDataReference(_joined);

    /// <summary>Turns to the words of a text; false when they are those that it has.</summary>
    internal bool Read(ReadOnlySpan<byte> text, WordTable words)
    {
        if (ReferenceEquals(words, _table) && words.Reads == _reads) return false;
        (_table, _reads, Count) = (words, words.Reads, words.Count);
        Reserve(text.Length + words.Count, words.Count); // a quotation mark may be read as two
        var starts = words.Starts;
        var bytes = words.Bytes;
        var offsets = _offsets;
        ref var source = ref MemoryMarshal.GetReference(text);
        ref var joined = ref First;
        var at = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            offsets[i] = at;
            var (start, length) = (starts[i], bytes[i]);
            if (words.Traits[i] >= WordTraits.OpeningQuote)
            {
                var form = words.Of(text, i);
                form.CopyTo(_joined.AsSpan(at));
                length = form.Length;
            }
            else if (length <= 16 && start + 16 <= text.Length)
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref joined, at), Unsafe.ReadUnaligned<Vector128<byte>>(ref Unsafe.Add(ref source, start)));
            else
                text.Slice(start, length).CopyTo(_joined.AsSpan(at));
            at += length;
        }

        offsets[starts.Length] = at;
        offsets.AsSpan(starts.Length + 1, PaddingOffsets).Fill(int.MaxValue);
        _joined.AsSpan(at, PaddingBytes).Clear();
        return true;
    }

    /// <summary>The joined bytes of <paramref name="n"/> words from the one at <paramref name="first"/>.</summary>
    internal ReadOnlySpan<byte> Run(int first, int n) => _joined.AsSpan(_offsets[first].._offsets[first + n]);

    /// <summary>The first and the last eight of some bytes, fewer filled up with zeros. Without branches, which word lengths would mislead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (ulong First, ulong Last) Ends(ref byte joined, int at, int bytes)
    {
        var above = bytes - 8;
        var isShort = above >> 31;
        var known = ulong.MaxValue >> (-8 * (above & isShort));
        return (Load(ref joined, at) & known, Load(ref joined, at + (above & ~isShort)) & known);
    }

    /// <summary>Eight joined bytes, the first lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Load(ref byte joined, int at)
    {
        var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref joined, at));
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    private void Reserve(int bytes, int words)
    {
        if (_offsets.Length > RetainedWords && words < RetainedWords / 2) (_joined, _offsets) = ([], []);
        if (_joined.Length < bytes + PaddingBytes) _joined = new byte[Math.Max(bytes + PaddingBytes, (int)Math.Min(Array.MaxLength, 2L * _joined.Length))];
        if (_offsets.Length < words + 1 + PaddingOffsets) _offsets = new int[Math.Max(words + 1 + PaddingOffsets, 2 * _offsets.Length)];
    }
}
