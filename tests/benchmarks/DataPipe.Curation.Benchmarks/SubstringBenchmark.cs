using System.Globalization;
using System.Text;
using DataPipe.Core.Records;
using DataPipe.Curation.Substrings;
using DataPipe.Testing;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Benchmarks;

/// <summary>
/// Removes repeated spans from generated text, or from the documents of JSON Lines files, and prints MB of text a second of processor time for the whole stage; then the
/// same spans by a suffix array and its common prefixes over as much of the text, counted to be the same, with the ratio of both speeds.
/// <para>
/// Published figures, all for one core. The tool of Lee et al. 2021: its README gives two hours on one thread for the suffix array of LM1B (4.1 GB): 0.57 MB/s, and
/// for C4 (300 GB) 96 cores on which hour ten is not the end: less than 300e9 / (96 * 10 * 3600) = 0.09 MB/s. bsade: 1 TB in six hours on 128 cores, 0.36 MB/s.
/// text-dedup: 180 MB in 125 s, 1.4 MB/s on an unknown number of cores. The best of them is what is compared with.
/// </para>
/// </summary>
internal static class SubstringBenchmark
{
    private const double PublishedMegabytes = 1.4;
    private const int Rounds = 3;
    private static readonly SubstringOptions Options = new() { Keep = SubstringKeep.None, MinCharacters = null };

    internal static async Task RunAsync(int megabytes, string[] files)
    {
        var documents = files.Length > 0 ? Read(files) : Make(megabytes);
        var bytes = documents.Sum(d => d.SizeBytes);
        Print($"{documents.Count} documents, {bytes / 1e6:F1} MB");
        List<double> rates = [];
        long removed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var run = await Stage(documents);
            var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            rates.Add(bytes / 1e6 / seconds);
            removed = bytes - run.Records.Sum(d => d.SizeBytes);
        }

        var rate = rates.Order().ElementAt(Rounds / 2);
        Print($"dedup-substrings   {rate,8:F1} MB/s, {(double)removed / bytes:P1} removed; {rate / PublishedMegabytes:F0} times the best published figure a core ({PublishedMegabytes} MB/s)");

        var some = documents.TakeWhile(Within(16_000_000)).ToList();
        var part = some.Sum(d => d.SizeBytes);
        var start = Environment.CpuUsage.TotalTime;
        var expected = BySuffixArray(some);
        var plain = part / 1e6 / (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        start = Environment.CpuUsage.TotalTime;
        var ours = await Stage(some);
        var same = part / 1e6 / (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        Print($"suffix array       {plain,8:F1} MB/s over {part / 1e6:F1} MB; dedup-substrings {same:F1} MB/s over the same: {same / plain:F1} times");
        // Cuts end between code points: of text beyond ASCII a byte here and there stays.
        Print($"bytes in repeated spans: {expected} by the suffix array, {part - ours.Records.Sum(d => d.SizeBytes)} removed");
    }

    private static Task<StageRun<Document>> Stage(List<Document> documents)
    {
        var input = InputRecords.Of("web", documents).Dealt(4);
        var stage = SubstringStage.Create(Options, InMemorySetup.For([input]));
        return StageRunner.RunAsync(stage, [input], new StageRunnerOptions { TokenCounter = new NoTokens() });
    }

    private static long BySuffixArray(List<Document> documents)
    {
        // 0xFF is in no UTF-8 text: a window that holds one crosses documents.
        var text = documents.SelectMany(d => (byte[])[.. d.Text.Span, 0xFF]).ToArray();
        var suffixes = SuffixArray.Of(text);
        var common = SuffixArray.CommonPrefixes(text, suffixes);
        var repeated = new bool[text.Length];
        for (var i = 1; i < suffixes.Length; i++)
            if (common[i] >= Options.Length)
                repeated[suffixes[i]] = repeated[suffixes[i - 1]] = true;
        long bytes = 0;
        for (int i = 0, end = 0, clean = 0; i < text.Length; i++)
        {
            if (clean <= i) clean = Array.IndexOf(text, (byte)0xFF, i);
            if (repeated[i] && i + Options.Length <= clean) end = i + Options.Length;
            if (i == clean) clean++;
            if (i < end) bytes++;
        }

        return bytes;
    }

    private static List<Document> Read(string[] files)
    {
        List<Document> documents = [];
        foreach (var file in files)
            foreach (var line in File.ReadLines(file))
                documents.Add(new Document($"{documents.Count}", Utf8Text.From(System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!), "web"));
        return documents;
    }

    // Made-up prose of 20,000 words, the frequent ones often; of every five documents one holds a passage of another, and all of a hundred sites end in the site's footer.
    private static List<Document> Make(int megabytes)
    {
        List<Document> documents = [];
        for (long bytes = 0; bytes < megabytes * 1_000_000L; bytes += documents[^1].SizeBytes)
        {
            var number = (ulong)documents.Count;
            var text = new StringBuilder();
            for (ulong word = 0; word < 100 + Mix64.Combine(number, 1) % 800; word++) AddWord(text, Mix64.Combine(number, word + 10));
            if (number % 5 == 4) text.Append(Encoding.UTF8.GetString(documents[(int)(Mix64.Combine(number, 2) % number)].Text.Span[..300]));
            for (ulong word = 0; word < 40; word++) AddWord(text, Mix64.Combine(number % 100, word + 1_000_000_000));
            documents.Add(new Document($"id-{number}", Utf8Text.From(text.ToString()), "web"));
        }

        return documents;
    }

    private static void AddWord(StringBuilder text, ulong chance)
    {
        var rank = (ulong)(20_000 * Math.Pow(Mix64.ToUnitInterval(chance), 4));
        var letters = Mix64.Of(rank + 77);
        for (var i = 0; i < 2 + (int)(letters % 8); i++) text.Append((char)('a' + (letters >> (5 * i + 4)) % 26));
        text.Append(' ');
    }

    private static Func<Document, bool> Within(long bytes) => document => (bytes -= document.SizeBytes) > 0;

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed class NoTokens : ITokenCounter
    {
        public string Name => "none";

        public long Count(ReadOnlySpan<byte> utf8) => 1;
    }
}
