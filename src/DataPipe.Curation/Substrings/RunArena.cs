using System.Numerics;
using DataPipe.Text.Hashing;
using DataPipe.Text.Substrings;

namespace DataPipe.Curation.Substrings;

/// <summary>
/// Runs that are compared with each other, in bounded memory. Of runs of the same symbols only the one that stands first is held; that the windows of the others are
/// repeated is known at once, so that what occurs very often takes no more memory than what occurs once.
/// </summary>
internal sealed class RunArena(WindowShape shape, int symbolBytes, bool exceptFirst, long memoryBytes)
{
    private const int LargestBuffer = 1 << 30;
    private const int EntryBytes = 40 + 4 + 1 + 8; // header, offset, mark, two slots of the table

    // Arrays grow by doubling: for a moment there are the old and the new one.
    // Two whole runs fit at any rate, so that cutting finer comes to an end.
    private readonly long _room = Math.Max(memoryBytes / 3, 2L * (symbolBytes * (shape.Window + shape.GramsPerWindow) + EntryBytes));
    private RunHeader[] _runs = new RunHeader[256];
    private int[] _offsets = new int[256];
    private bool[] _marked = new bool[256];
    private byte[] _symbols = new byte[1 << 14];
    private int[] _table = new int[512]; // number of a run plus one, found by the hash of its symbols
    private int _filled;

    /// <summary>Distinct runs held.</summary>
    internal int Count { get; private set; }

    /// <summary>Their headers.</summary>
    internal ReadOnlySpan<RunHeader> Runs => _runs.AsSpan(0, Count);

    /// <summary>Their symbols.</summary>
    internal ReadOnlySpan<byte> Symbols => _symbols.AsSpan(0, _filled);

    /// <summary>A run as the finder of repeats takes it.</summary>
    internal KeyedRun this[int run] => new(_offsets[run], _runs[run].Lead, _runs[run].Count);

    /// <summary>Empties it; what was grown stays.</summary>
    internal void Clear()
    {
        Array.Clear(_table);
        (Count, _filled) = (0, 0);
    }

    /// <summary>Adds a run; false when there is no room. A run of the same symbols marks the later of both.</summary>
    internal bool TryAdd(in RunHeader run, ReadOnlySpan<byte> symbols, List<SpanMark> marks)
    {
        var slot = FindSlot(run, symbols);
        if (_table[slot] != 0)
        {
            Join(_table[slot] - 1, run, marks);
            return true;
        }

        if (_filled + (long)symbols.Length > LargestBuffer || _filled + symbols.Length + (long)EntryBytes * (Count + 1) > _room) return false;
        Grow(symbols.Length);
        _runs[Count] = run;
        _offsets[Count] = _filled;
        _marked[Count] = false;
        symbols.CopyTo(_symbols.AsSpan(_filled));
        _filled += symbols.Length;
        _table[slot] = ++Count;
        if (2 * Count > _table.Length) Rehash();
        return true;
    }

    private void Join(int held, in RunHeader run, List<SpanMark> marks)
    {
        if (!exceptFirst)
        {
            if (!_marked[held]) marks.Add(MarkOf(_runs[held]));
            _marked[held] = true;
            marks.Add(MarkOf(run));
        }
        else if (run.CompareTo(_runs[held]) < 0)
        {
            marks.Add(MarkOf(_runs[held]));
            _runs[held] = run;
        }
        else
        {
            marks.Add(MarkOf(run));
        }
    }

    private static SpanMark MarkOf(in RunHeader run) => SpanMark.Of(run.Document, run.Start, run.Count);

    private int FindSlot(in RunHeader run, ReadOnlySpan<byte> symbols)
    {
        var mask = _table.Length - 1;
        var slot = (int)HashOf(run, symbols) & mask;
        for (; _table[slot] != 0; slot = (slot + 1) & mask)
        {
            var other = _table[slot] - 1;
            if (_runs[other].Key == run.Key && _runs[other].Lead == run.Lead && _runs[other].Count == run.Count && SymbolsOf(other).SequenceEqual(symbols)) break;
        }

        return slot;
    }

    private ReadOnlySpan<byte> SymbolsOf(int run) => _symbols.AsSpan(_offsets[run], (_runs[run].Count + shape.Window - 1) * symbolBytes);

    private static ulong HashOf(in RunHeader run, ReadOnlySpan<byte> symbols) => XxHash64.Hash(symbols, run.Key + (uint)run.Lead);

    private void Grow(int bytes)
    {
        if (Count == _runs.Length)
        {
            Array.Resize(ref _runs, 2 * Count);
            Array.Resize(ref _offsets, 2 * Count);
            Array.Resize(ref _marked, 2 * Count);
        }

        if (_filled + bytes > _symbols.Length) Array.Resize(ref _symbols, (int)Math.Min(LargestBuffer, BitOperations.RoundUpToPowerOf2((uint)(_filled + bytes))));
    }

    private void Rehash()
    {
        _table = new int[2 * _table.Length];
        var mask = _table.Length - 1;
        for (var run = 0; run < Count; run++)
        {
            var slot = (int)HashOf(_runs[run], SymbolsOf(run)) & mask;
            while (_table[slot] != 0) slot = (slot + 1) & mask;
            _table[slot] = run + 1;
        }
    }
}
