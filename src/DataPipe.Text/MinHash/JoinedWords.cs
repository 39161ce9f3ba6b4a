using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DataPipe.Text.Words;

namespace DataPipe.Text.MinHash;

/// <summary>The words of normalised text, one blank between each, so that any run of them is one span. Reusable.</summary>
internal sealed class JoinedWords(WordRule rule)
{
    private const int Block = 64;
    private const int RetainedWords = 1 << 20;
    private byte[] _joined = new byte[4096];
    private int[] _starts = new int[1024], _ends = new int[1024];
    private int _end;

    /// <summary>The number of words.</summary>
    internal int Count { get; private set; }

    /// <summary>Forgets all words.</summary>
    internal void Clear()
    {
        if (_starts.Length > RetainedWords) (_joined, _starts, _ends) = (new byte[4096], new int[1024], new int[1024]);
        (_end, Count) = (0, 0);
    }

    /// <summary>Forgets all words but the last so many.</summary>
    internal void KeepLast(int words)
    {
        if (Count <= words) return;
        var first = words == 0 ? _end : _starts[Count - words];
        _joined.AsSpan(first, _end - first).CopyTo(_joined);
        for (var i = 0; i < words; i++) _starts[i] = _starts[Count - words + i] - first;
        (_end, Count) = (_end - first, words);
    }

    /// <summary>Writes the XXH64 of every run of so many words, as many as <paramref name="hashes"/> takes: at most one for each word that so many begin with, or one for all words where they are fewer.</summary>
    internal void HashRuns(int words, Span<ulong> hashes)
    {
        if (_ends.Length < hashes.Length) _ends = new int[_starts.Length];
        for (var i = 0; i < hashes.Length; i++) _ends[i] = i + words >= Count ? _end : _starts[i + words] - 1;
        ShingleHashes.Hash(_joined, _starts.AsSpan(0, hashes.Length), _ends.AsSpan(0, hashes.Length), hashes);
    }

    /// <summary>Adds the words of normalised text.</summary>
    internal void Add(ReadOnlySpan<byte> normalized)
    {
        // A word that is cut gets a blank for a byte at worst.
        var room = _end + 2L * normalized.Length + Block + ShingleHashes.Padding;
        if (_joined.Length < room) Array.Resize(ref _joined, (int)Math.Min(Array.MaxLength, Math.Max(room, _joined.Length * 2L)));
        if (Vector256.IsHardwareAccelerated) AddBlocks(normalized);
        else AddSlowly(normalized);
    }

    // Words end at blanks, which a mask of 64 bytes tells. Plain words one blank apart are copied together, what may be cut goes the slow way.
    [SkipLocalsInit]
    private void AddBlocks(ReadOnlySpan<byte> text)
    {
        Span<byte> tail = stackalloc byte[Block];
        ref var source = ref MemoryMarshal.GetReference(text);
        int start = 0, run = 0, runEnd = -1; // the word that is not ended; the words that are not copied, from the first to behind the last
        bool isOdd = false, hasZero = false;
        for (var at = 0; at <= text.Length; at += Block)
        {
            Vector512<byte> block;
            if (text.Length - at >= Block)
            {
                block = Vector512.LoadUnsafe(ref source, (nuint)at);
            }
            else
            {
                tail.Fill((byte)' ');
                text[at..].CopyTo(tail);
                block = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(tail));
            }

            var blanks = Vector512.Equals(block, Vector512.Create((byte)' ')).ExtractMostSignificantBits();
            var zeros = Vector512.Equals(block, Vector512.Create((byte)'0')).ExtractMostSignificantBits();
            var odd = rule == WordRule.Whitespace
                ? block.ExtractMostSignificantBits()
                : ~(blanks | zeros | Vector512.LessThan(block - Vector512.Create((byte)'a'), Vector512.Create((byte)26)).ExtractMostSignificantBits());
            if (_starts.Length < Count + Block) Array.Resize(ref _starts, Math.Max(_starts.Length * 2, Count + Block));
            ref var starts = ref MemoryMarshal.GetArrayDataReference(_starts);
            var (count, shift) = (Count, _end + (_end > 0 ? 1 : 0) - run);
            while (blanks != 0)
            {
                var end = at + BitOperations.TrailingZeroCount(blanks);
                var below = blanks ^ (blanks - 1); // the blank and all below it
                isOdd |= (odd & below) != 0;
                hasZero |= (zeros & below) != 0;
                (blanks, odd, zeros) = (blanks & ~below, odd & ~below, zeros & ~below);
                if (end > text.Length) break;
                if (end > start)
                {
                    var isPlain = !isOdd && (rule == WordRule.Whitespace || !(hasZero ? LetterCuts.MayCutNumber(text, start, end) : LetterCuts.MayCut(text, start, end)));
                    if (!isPlain || start != runEnd + 1)
                    {
                        Count = count;
                        Copy(text, run, runEnd);
                        (run, runEnd) = (start, start - 1);
                        if (!isPlain)
                        {
                            AddSlowly(text[start..end]);
                            (run, runEnd) = (end + 1, end);
                        }

                        if (_starts.Length < Count + Block) Array.Resize(ref _starts, Math.Max(_starts.Length * 2, Count + Block));
                        starts = ref MemoryMarshal.GetArrayDataReference(_starts);
                        (count, shift) = (Count, _end + (_end > 0 ? 1 : 0) - run);
                    }

                    if (isPlain)
                    {
                        Unsafe.Add(ref starts, count++) = start + shift;
                        runEnd = end;
                    }
                }

                start = end + 1;
                isOdd = hasZero = false;
            }

            Count = count;
            isOdd |= odd != 0;
            hasZero |= zeros != 0;
        }

        Copy(text, run, runEnd);
    }

    private void Copy(ReadOnlySpan<byte> text, int start, int end)
    {
        if (end <= start) return;
        if (_end > 0) _joined[_end++] = (byte)' ';
        text[start..end].CopyTo(_joined.AsSpan(_end));
        _end += end - start;
    }

    private void AddSlowly(ReadOnlySpan<byte> text)
    {
        foreach (var word in DataPipe.Text.Words.Words.Of(text, rule))
        {
            if (_starts.Length < Count + Block + 1) Array.Resize(ref _starts, Math.Max(_starts.Length * 2, Count + Block + 1));
            if (_end > 0) _joined[_end++] = (byte)' ';
            _starts[Count++] = _end;
            word.Span.CopyTo(_joined.AsSpan(_end));
            _end += word.Span.Length;
        }
    }
}
