using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Substrings;

/// <summary>
/// Divides the windows of a text into runs of one anchor, front to back, a block of windows at a time. Windows that stand already a little before in the same text come
/// as runs with a period, so that a text which repeats itself closely gives a few runs and not one a position.
/// Memory: 32 bytes for each of 2 blocks of <see cref="WindowShape.GramsPerWindow"/> places, whatever the text. One text at a time.
/// </summary>
public sealed class WindowRunFinder
{
    private const ulong Base = 0xB4B82E395F2B1A4D | 1;
    private const ulong PlaceMask = 0xFFFF;

    private readonly WindowShape _shape;
    private readonly ByteHash _bytes;
    private readonly WordHash _words;
    private readonly int _block; // grams of a window, which is also the length of a block
    private readonly ulong[] _grams; // hashes of the grams of two blocks
    private readonly ulong[] _smallest; // [block] smallest from here to the end of the first of them, its place in the lower 16 bits
    private readonly List<WindowRun> _runs = [];
    private ulong _hash;
    private int _first, _grammed; // first gram of the two blocks; grams hashed so far
    private WindowRun _open, _last; // the run that is being extended; the one that was closed before

    /// <summary>A finder of runs of windows of one shape.</summary>
    public WindowRunFinder(WindowShape shape)
    {
        _shape = shape;
        _block = shape.GramsPerWindow;
        _grams = new ulong[2 * _block];
        _smallest = new ulong[_block];
        var power = 1UL;
        for (var i = 0; i < shape.GramLength; i++) power *= Base;
        (_bytes, _words) = (new ByteHash(power), new WordHash(power));
    }

    /// <summary>Begins a text.</summary>
    public void Begin()
    {
        (_hash, _first, _grammed) = (0, 0, 0);
        (_open, _last) = (default, default);
    }

    /// <summary>The runs of the next block of a text, in order, valid until the next call; empty at the end. The text must be the same in all calls since <see cref="Begin"/>.</summary>
    public ReadOnlySpan<WindowRun> Next(ReadOnlySpan<byte> text) => Next(text, _bytes);

    /// <summary>The same for a text of hashed words.</summary>
    public ReadOnlySpan<WindowRun> Next(ReadOnlySpan<ulong> words) => Next(words, _words);

    private ReadOnlySpan<WindowRun> Next<T, THash>(ReadOnlySpan<T> text, THash hash) where T : unmanaged where THash : struct, ISymbolHash<T>
    {
        _runs.Clear();
        var windows = text.Length - _shape.Window + 1;
        while (_runs.Count == 0 && _first < windows)
        {
            if (_first == 0) Hash(text, hash, 0);
            Hash(text, hash, _block);
            Divide(text, Math.Min(_block, windows - _first));
            _grams.AsSpan(_block).CopyTo(_grams);
            _first += _block;
            if (_first >= windows) Close(text);
        }

        return CollectionsMarshal.AsSpan(_runs);
    }

    // Hashes the next grams, as many as there are, to one of the blocks: a polynomial in a fixed base modulo 2^64.
    private void Hash<T, THash>(ReadOnlySpan<T> text, THash symbols, int to) where T : unmanaged where THash : struct, ISymbolHash<T>
    {
        var count = Math.Min(_block, text.Length - _shape.GramLength + 1 - _grammed);
        if (count <= 0) return;
        var hash = _hash;
        var start = 0;
        if (_grammed == 0)
        {
            for (var i = 0; i < _shape.GramLength; i++) hash = hash * Base + symbols.In(text[i]);
            _grams[to] = hash;
            start = 1;
        }

        var leaving = text.Slice(_grammed + start - 1, count - start);
        var coming = text.Slice(_grammed + start - 1 + _shape.GramLength, count - start);
        var grams = _grams.AsSpan(to + start, count - start);
        for (var i = 0; i < grams.Length && i < leaving.Length && i < coming.Length; i++)
        {
            hash = hash * Base + (symbols.In(coming[i]) - symbols.Out(leaving[i]));
            grams[i] = hash;
        }

        _hash = hash;
        _grammed += count;
    }

    // The smallest gram of a window is the smaller of two: of those from its start to the end of the first block, and of those from there to its end.
    private void Divide<T>(ReadOnlySpan<T> text, int windows) where T : unmanaged
    {
        var smallest = _smallest.AsSpan(0, _block);
        var grams = _grams.AsSpan(0, _block);
        var least = ulong.MaxValue;
        for (var i = smallest.Length - 1; i >= 0; i--)
        {
            least = Math.Min(least, (grams[i] & ~PlaceMask) | (uint)i);
            smallest[i] = least;
        }

        var second = _grams.AsSpan(_block, windows);
        smallest = smallest[..windows];
        var behind = ulong.MaxValue;
        var current = ulong.MaxValue;
        for (var i = 0; i < second.Length; i++)
        {
            var anchor = Math.Min(smallest[i], behind);
            if (anchor != current)
            {
                Step(text, i, (int)(anchor & PlaceMask));
                current = anchor;
            }

            behind = Math.Min(behind, (second[i] & ~PlaceMask) | (uint)(_block + i));
        }

        _open = _open with { Count = _first + windows - _open.Start };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Step<T>(ReadOnlySpan<T> text, int window, int place) where T : unmanaged
    {
        var start = _first + window;
        if (_open.Count > 0)
        {
            if (_open.Anchor == _first + place) return; // goes on from the block before
            _open = _open with { Count = start - _open.Start };
            Close(text);
        }

        _open = new WindowRun(start, 1, _first + place, Mix64.Of(_grams[place]), 0); // Smallest hashes are all small: mixed they are uniform again.
    }

    private void Close<T>(ReadOnlySpan<T> text) where T : unmanaged
    {
        var run = _open;
        var period = run.Anchor - _last.Anchor;
        if (_last.Count > 0 && _last.Key == run.Key && period <= _block) Split(text, run, period);
        else _runs.Add(run);
        (_last, _open) = (run, default);
    }

    // A run whose anchor stands shortly before as well: its windows that are the same there, and those before and behind them.
    private void Split<T>(ReadOnlySpan<T> text, WindowRun run, int period) where T : unmanaged
    {
        var from = Math.Max(run.Start, period);
        var end = run.Start + run.Count - 1 + _shape.Window;
        var lead = CommonLength.OfEnds(text[from..run.Anchor], text[(from - period)..(run.Anchor - period)]);
        var trail = CommonLength.OfStarts(text[run.Anchor..end], text[(run.Anchor - period)..(end - period)]);
        var first = run.Anchor - lead;
        var behind = Math.Min(run.Start + run.Count, run.Anchor + trail - _shape.Window + 1);
        if (behind <= first)
        {
            _runs.Add(run);
            return;
        }

        if (first > run.Start) _runs.Add(run with { Count = first - run.Start });
        _runs.Add(run with { Start = first, Count = behind - first, Period = period });
        if (behind < run.Start + run.Count) _runs.Add(run with { Start = behind, Count = run.Start + run.Count - behind });
    }
}
