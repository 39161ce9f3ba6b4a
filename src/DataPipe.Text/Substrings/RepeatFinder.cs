using System.Buffers;
using System.Runtime.InteropServices;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Substrings;

/// <summary>
/// Finds the windows that stand in several of the runs of one key. Each window is named by its distance to the anchor, so two runs share exactly the windows whose part
/// before the anchor is no longer than what both have before it, and the same behind. Few runs are compared in pairs; many are first divided by what all windows of
/// a range of distances have in common, half the range at a time, so that a window costs at most one hash of its own. Every repeat found was compared symbol by symbol.
/// </summary>
public sealed class RepeatFinder
{
    private const int Pairs = 12; // 66 comparisons of about 20 ns, as much as hashing and sorting costs once

    private readonly int _window, _symbol, _distances, _words;
    private readonly bool _exceptFirst;
    private readonly List<RepeatedWindows> _found = [];
    private ulong[] _repeated = []; // [runs x words] a bit for each distance

    /// <summary>A finder for windows of one shape.</summary>
    /// <param name="shape">The windows.</param>
    /// <param name="symbolBytes">Bytes of a symbol: 1 for bytes, 8 for hashed words.</param>
    /// <param name="exceptFirst">Whether of equal windows the one of the first run is not counted.</param>
    public RepeatFinder(WindowShape shape, int symbolBytes, bool exceptFirst)
    {
        (_window, _symbol, _distances, _exceptFirst) = (shape.Window, symbolBytes, shape.GramsPerWindow, exceptFirst);
        _words = (_distances + 63) / 64;
    }

    /// <summary>The repeated windows of some runs, those of each run in order; valid until the next call.</summary>
    /// <param name="runs">Runs of one key, in the order of precedence.</param>
    /// <param name="buffer">The symbols of all, each run's Count + window - 1.</param>
    public ReadOnlySpan<RepeatedWindows> Find(ReadOnlySpan<KeyedRun> runs, ReadOnlySpan<byte> buffer)
    {
        _found.Clear();
        if (runs.Length < 2) return [];
        if (_repeated.Length < runs.Length * _words) _repeated = new ulong[Math.Max(runs.Length * _words, 2 * _repeated.Length)];
        _repeated.AsSpan(0, runs.Length * _words).Clear();
        var all = ArrayPool<int>.Shared.Rent(runs.Length);
        for (var i = 0; i < runs.Length; i++) all[i] = i;
        Divide(runs, buffer, all.AsSpan(0, runs.Length), 0, _distances - 1);
        ArrayPool<int>.Shared.Return(all);
        for (var i = 0; i < runs.Length; i++) Collect(i, runs[i]);
        return CollectionsMarshal.AsSpan(_found);
    }

    private void Divide(ReadOnlySpan<KeyedRun> runs, ReadOnlySpan<byte> buffer, Span<int> some, int least, int most)
    {
        if (some.Length <= Pairs) ComparePairs(runs, buffer, some, least, most);
        else if (least == most) CompareAll(runs, buffer, some, least);
        else
        {
            var middle = (least + most) / 2;
            DivideHalf(runs, buffer, some, least, middle);
            DivideHalf(runs, buffer, some, middle + 1, most);
        }
    }

    // All windows of these distances hold the symbols from the start of the nearest to the end of the farthest: only runs that agree on those can share one.
    private void DivideHalf(ReadOnlySpan<KeyedRun> runs, ReadOnlySpan<byte> buffer, ReadOnlySpan<int> some, int least, int most)
    {
        var keys = ArrayPool<ulong>.Shared.Rent(some.Length);
        var items = ArrayPool<int>.Shared.Rent(some.Length);
        var count = 0;
        foreach (var item in some)
        {
            var run = runs[item];
            if (run.Lead < least || run.Lead - run.Count + 1 > most) continue;
            keys[count] = XxHash64.Hash(buffer.Slice(run.Offset + (run.Lead - least) * _symbol, (_window - (most - least)) * _symbol));
            items[count++] = item;
        }

        keys.AsSpan(0, count).Sort(items.AsSpan(0, count));
        for (var at = 0; at < count;)
        {
            var end = at + 1;
            while (end < count && keys[end] == keys[at]) end++;
            if (end - at > 1)
            {
                items.AsSpan(at..end).Sort();
                Divide(runs, buffer, items.AsSpan(at..end), least, most);
            }

            at = end;
        }

        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(items);
    }

    private void ComparePairs(ReadOnlySpan<KeyedRun> runs, ReadOnlySpan<byte> buffer, ReadOnlySpan<int> some, int least, int most)
    {
        for (var i = 1; i < some.Length; i++)
        {
            var second = runs[some[i]];
            for (var j = 0; j < i; j++)
            {
                var first = runs[some[j]];
                // Distances that both runs have, and that are asked for.
                var from = Math.Max(least, Math.Max(first.Lead - first.Count, second.Lead - second.Count) + 1);
                var to = Math.Min(most, Math.Min(first.Lead, second.Lead));
                if (from > to) continue;
                var lead = CommonLength.OfEnds(Before(buffer, first), Before(buffer, second)) / _symbol;
                var trail = Behind(buffer, first).CommonPrefixLength(Behind(buffer, second)) / _symbol;
                from = Math.Max(from, _window - trail);
                to = Math.Min(to, lead);
                if (from > to) continue;
                Mark(some[i], from, to);
                if (!_exceptFirst) Mark(some[j], from, to);
            }
        }
    }

    // Windows of one distance and one hash. Were two of them to differ all the same, they would be told apart here.
    private void CompareAll(ReadOnlySpan<KeyedRun> runs, ReadOnlySpan<byte> buffer, Span<int> some, int distance)
    {
        while (some.Length > 1)
        {
            var first = Window(buffer, runs[some[0]], distance);
            var others = 0;
            for (var i = 1; i < some.Length; i++)
            {
                if (Window(buffer, runs[some[i]], distance).SequenceEqual(first)) Mark(some[i], distance, distance);
                else some[others++ + 1] = some[i];
            }

            if (!_exceptFirst && others < some.Length - 1) Mark(some[0], distance, distance);
            some = some.Slice(1, others);
        }
    }

    private ReadOnlySpan<byte> Before(ReadOnlySpan<byte> buffer, KeyedRun run) => buffer.Slice(run.Offset, run.Lead * _symbol);

    private ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> buffer, KeyedRun run) => buffer.Slice(run.Offset + run.Lead * _symbol, (run.Count + _window - 1 - run.Lead) * _symbol);

    private ReadOnlySpan<byte> Window(ReadOnlySpan<byte> buffer, KeyedRun run, int distance) => buffer.Slice(run.Offset + (run.Lead - distance) * _symbol, _window * _symbol);

    private void Mark(int run, int from, int to)
    {
        var bits = _repeated.AsSpan(run * _words, _words);
        for (var at = from; at <= to;)
        {
            var end = Math.Min(to, at | 63);
            bits[at >> 6] |= (ulong.MaxValue >> (63 - (end - at))) << at;
            at = end + 1;
        }
    }

    // The farthest from the anchor is the first in the text.
    private void Collect(int item, KeyedRun run)
    {
        var bits = _repeated.AsSpan(item * _words, _words);
        if (!bits.ContainsAnyExcept(0UL)) return;
        for (var window = 0; window < run.Count;)
        {
            if (!Has(bits, run.Lead - window))
            {
                window++;
                continue;
            }

            var first = window;
            while (window < run.Count && Has(bits, run.Lead - window)) window++;
            _found.Add(new RepeatedWindows(item, first, window - first));
        }
    }

    private static bool Has(ReadOnlySpan<ulong> bits, int distance) => (bits[distance >> 6] >> distance & 1) != 0;
}
