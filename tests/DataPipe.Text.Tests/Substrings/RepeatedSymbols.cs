using System.Runtime.InteropServices;
using DataPipe.Text.Substrings;

namespace DataPipe.Text.Tests.Substrings;

/// <summary>Which windows of some texts are repeated: by comparing all with all, and by runs.</summary>
internal static class RepeatedSymbols
{
    /// <summary>[texts][windows] whether the window stands elsewhere, or, with <paramref name="exceptFirst"/>, stood before.</summary>
    internal static bool[][] ByBruteForce(IReadOnlyList<byte[]> texts, int window, bool exceptFirst)
    {
        var repeated = texts.Select(t => new bool[Math.Max(0, t.Length - window + 1)]).ToArray();
        Dictionary<string, (int Text, int Start)> seen = [];
        for (var text = 0; text < texts.Count; text++)
        {
            for (var start = 0; start < repeated[text].Length; start++)
            {
                if (seen.TryAdd(Convert.ToHexString(texts[text], start, window), (text, start))) continue;
                var first = seen[Convert.ToHexString(texts[text], start, window)];
                repeated[text][start] = true;
                if (!exceptFirst) repeated[first.Text][first.Start] = true;
            }
        }

        return repeated;
    }

    /// <summary>The same by dividing the texts into runs and comparing those of one key.</summary>
    internal static bool[][] ByRuns<T>(IReadOnlyList<T[]> texts, int window, bool exceptFirst) where T : unmanaged
    {
        var shape = new WindowShape(window);
        var finder = new WindowRunFinder(shape);
        var repeated = texts.Select(t => new bool[Math.Max(0, t.Length - window + 1)]).ToArray();
        Dictionary<ulong, List<(int Text, WindowRun Run)>> groups = [];
        for (var text = 0; text < texts.Count; text++)
        {
            finder.Begin();
            var next = 0;
            while (Next(finder, texts[text]) is { Length: > 0 } runs)
            {
                foreach (var run in runs)
                {
                    Assert.Equal(next, run.Start);
                    next += run.Count;
                    Assert.InRange(run.Anchor, run.Start + run.Count - 1, run.Start + shape.GramsPerWindow - 1);
                    if (run.Period == 0)
                    {
                        if (!groups.TryGetValue(run.Key, out var group)) groups.Add(run.Key, group = []);
                        group.Add((text, run));
                        continue;
                    }

                    for (var start = run.Start; start < run.Start + run.Count; start++)
                    {
                        repeated[text][start] = true;
                        if (!exceptFirst) repeated[text][start - run.Period] = true;
                    }
                }
            }

            Assert.Equal(repeated[text].Length, next);
        }

        var size = Marshal.SizeOf<T>();
        var repeats = new RepeatFinder(shape, size, exceptFirst);
        foreach (var group in groups.Values)
        {
            List<byte> buffer = [];
            List<KeyedRun> keyed = [];
            foreach (var (text, run) in group)
            {
                keyed.Add(new KeyedRun(buffer.Count, run.Lead, run.Count));
                buffer.AddRange(MemoryMarshal.AsBytes(texts[text].AsSpan(run.Start, run.Count + window - 1)));
            }

            foreach (var found in repeats.Find(CollectionsMarshal.AsSpan(keyed), CollectionsMarshal.AsSpan(buffer)))
                for (var i = 0; i < found.Count; i++)
                    repeated[group[found.Run].Text][group[found.Run].Run.Start + found.First + i] = true;
        }

        return repeated;
    }

    private static ReadOnlySpan<WindowRun> Next<T>(WindowRunFinder finder, T[] text) where T : unmanaged =>
        text is byte[] bytes ? finder.Next(bytes) : finder.Next((ulong[])(object)text);
}
