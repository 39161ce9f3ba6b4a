using System.Diagnostics;
using System.Text.RegularExpressions;
using DataPipe.Text.Rouge;
using DataPipe.Text.Tests.Rouge;

namespace DataPipe.Text.Benchmarks;

/// <summary>A pool that grows to 52,000 instructions, each tested against all before it, beside a plain implementation on a sample: seconds, ratio, and whether they agree.</summary>
internal static partial class NoveltyBenchmark
{
    private const double Threshold = 0.7;
    private const int Samples = 24;

    /// <summary>Runs it and prints what it found.</summary>
    /// <returns>0 when every decision of the sample was the plain one's.</returns>
    public static int Run(int size)
    {
        List<string> candidates = [], kept = [];
        List<int> poolBefore = [];
        var made = new MadeInstructions(7);

        // What the pool decides, and in a second pool the whole nearest text as Self-Instruct records it.
        var (deciding, recording) = (NewPool(), NewPool());
        var ahead = new List<string>(); // made before the clock starts
        for (var i = 0; i < size * 2; i++) ahead.Add(made.Next());
        var (watch, used) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        while (deciding.Count < size)
        {
            var text = candidates.Count < ahead.Count ? ahead[candidates.Count] : made.Next();
            candidates.Add(text);
            poolBefore.Add(deciding.Count);
            if (deciding.NearestAbove(text, Threshold) is not null) continue;
            deciding.Add(text);
            kept.Add(text);
        }

        var (wall, processor) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        Console.WriteLine($"{candidates.Count} instructions, {kept.Count} kept: decided in {wall:f2} s ({processor:f2} s of processor time), one thread");

        used = Environment.CpuUsage.TotalTime;
        foreach (var text in candidates)
            if (recording.MaxSimilarity(text) <= Threshold) recording.Add(text);
        var nearest = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        Console.WriteLine($"the same with the largest similarity of each recorded: {nearest:f2} s; {(recording.Count == kept.Count ? "the same decisions" : "OTHER DECISIONS")}");

        // The plain way on a sample spread over the run, with the pool as it was then; its time is extrapolated by pairs.
        long samplePairs = 0, allPairs = poolBefore.Sum(p => (long)p);
        var wrong = 0;
        used = Environment.CpuUsage.TotalTime;
        var tokens = kept.ConvertAll(Plain.Tokens);
        for (var i = 0; i < Samples; i++)
        {
            var at = (int)((long)(candidates.Count - 1) * (i + 1) / Samples);
            var largest = Plain.Largest(Plain.Tokens(candidates[at]), tokens, poolBefore[at]);
            samplePairs += poolBefore[at];
            var isNew = at + 1 == candidates.Count || poolBefore[at + 1] > poolBefore[at];
            if (largest <= Threshold != isNew) wrong++;
        }

        var plain = (Environment.CpuUsage.TotalTime - used).TotalSeconds * allPairs / samplePairs;
        Console.WriteLine($"a plain table over every pair, extrapolated from {samplePairs:#,0} of {allPairs:#,0} pairs: {plain / 60:f1} minutes, {plain / processor:f0} times as long; {Samples - wrong} of {Samples} decisions the same");

        // As the published code does it: both texts are cut anew for every pair.
        const int Cut = 40_000;
        used = Environment.CpuUsage.TotalTime;
        var cut = Plain.Tokens(candidates[^1]);
        for (var i = 0; i < Math.Min(Cut, kept.Count); i++) _ = Plain.F(Plain.Tokens(candidates[^1]), Plain.Tokens(kept[i]));
        var published = (Environment.CpuUsage.TotalTime - used).TotalSeconds * allPairs / Math.Min(Cut, kept.Count);
        Console.WriteLine($"the same with both texts cut anew for every pair, as the published code does: {published / 3600:f1} hours, {published / processor:f0} times as long");
        return wrong == 0 && recording.Count == kept.Count ? 0 : 1;
    }

    private static NoveltyPool NewPool() => new(new RougeTokenizer(new RougeVocabulary(), characterTokens: true));

    private static partial class Plain
    {
        public static string[] Tokens(string text) => [.. Separators().Replace(text.ToLowerInvariant(), " ").Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        public static double Largest(string[] text, List<string[]> pool, int count)
        {
            var largest = 0.0;
            for (var i = 0; i < count; i++) largest = Math.Max(largest, F(text, pool[i]));
            return largest;
        }

        public static double F(string[] a, string[] b)
        {
            var table = new int[a.Length + 1, b.Length + 1];
            for (var i = 1; i <= a.Length; i++)
                for (var j = 1; j <= b.Length; j++)
                    table[i, j] = a[i - 1] == b[j - 1] ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
            var common = table[a.Length, b.Length];
            if (common == 0) return 0;
            var (precision, recall) = ((double)common / a.Length, (double)common / b.Length);
            return 2 * precision * recall / (precision + recall);
        }

        [GeneratedRegex("[^a-z0-9]+")]
        private static partial Regex Separators();
    }
}
