using DataPipe.Text.Hashing;
using DataPipe.Text.Substrings;

namespace DataPipe.Curation.Substrings;

/// <summary>
/// Divides runs by the distance of their windows to the anchor, so that what was one group of runs of one key becomes many, told apart by what all windows of a
/// range of distances hold. Equal windows stay in one group. At the last level a slice is a single window.
/// </summary>
internal readonly struct RunSlices(WindowShape shape, int symbolBytes, int level)
{
    /// <summary>Slices a run has at most.</summary>
    internal int Count => 1 << level;

    /// <summary>The level at which every slice is a single window.</summary>
    internal static int LastLevel(WindowShape shape) => 32 - int.LeadingZeroCount(shape.GramsPerWindow - 1);

    /// <summary>A slice of a run, its header with the group's key; false when none of the run's windows is in it.</summary>
    internal bool TrySlice(in RunHeader run, ReadOnlySpan<byte> symbols, int number, out RunHeader slice, out ReadOnlySpan<byte> held)
    {
        slice = run;
        held = symbols;
        if (level == 0) return true;
        var least = (int)((long)number * shape.GramsPerWindow >> level);
        var most = (int)((long)(number + 1) * shape.GramsPerWindow >> level) - 1;
        var from = Math.Max(least, run.Lead - run.Count + 1);
        var to = Math.Min(most, run.Lead);
        if (from > to) return false;
        var common = symbols.Slice((run.Lead - least) * symbolBytes, (shape.Window - (most - least)) * symbolBytes);
        slice = run with
        {
            Key = Mix64.Combine(run.Key, XxHash64.Hash(common, (ulong)number)),
            Shape = RunHeader.ShapeOf(run.Start + run.Lead - to, to, to - from + 1),
        };
        held = symbols.Slice((run.Lead - to) * symbolBytes, (slice.Count + shape.Window - 1) * symbolBytes);
        return true;
    }
}
