using System.Diagnostics;
using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Blocklists;
using DataPipe.Testing;

namespace DataPipe.Curation.Benchmarks;

/// <summary>The step <c>url</c> with made-up lists of millions of domains, a hundred thousand addresses and a thousand banned words: time and memory of loading, and addresses judged a second, on one thread.</summary>
internal static class BlocklistBenchmark
{
    private const int Urls = 100_000, Words = 1_000, Documents = 20_000, Rounds = 15;

    internal static void Run(int domains)
    {
        var folder = Directory.CreateTempSubdirectory("datapipe-blocklists-").FullName;
        try
        {
            Write(folder, "domains", domains, Domain);
            Write(folder, "urls", Urls, i => $"{Site(i)}/listed/page-{i}");
            Write(folder, "words", Words, i => $"bannedword{i}");
            var options = new UrlOptions { Domains = [new FilePattern("domains", folder)], Urls = [new FilePattern("urls", folder)], BannedWordFiles = [new FilePattern("words", folder)] };
            var chain = Load(options, domains + Urls);
            Judge(chain, "in no list", i => $"https://www.{Site(i)}/a/path/of/some/words-{i}?page={i}", domains);
            Judge(chain, "below a listed domain", i => $"http://sub.{Domain(i * 199 % domains)}/index.html", domains);
            Judge(chain, "behind a listed address", i => $"{Site(i % Urls)}/listed/page-{i % Urls}/more?x=1", domains);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Chain<Document> Load(UrlOptions options, int entries)
    {
        var entry = CurationCatalogue.Entries.Steps.Single(s => s.Name == "url");
        List<(double Cpu, double Wall)> times = [];
        Chain<Document>? chain = null;
        long bytes = 0, allocated = 0;
        // The first load also waits for the compiler.
        for (var round = 0; round < 3; round++)
        {
            chain = null;
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var (clock, used, made) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            chain = ChainPlan.Build(DatasetSchema.Of(RecordType.Document), [new StepUse(entry, options, null) { Files = new DiskStepFiles() }], new FaultList()).Create<Document>();
            times.Add(((Environment.CpuUsage.TotalTime - used).TotalSeconds, clock.Elapsed.TotalSeconds));
            allocated = GC.GetTotalAllocatedBytes() - made;
            bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        }

        var (cpu, wall) = times.Skip(1).Min();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entries / 1e6:0.0} million entries loaded in {cpu:0.00} s of processor time ({wall:0.00} s by the clock), {bytes / (double)entries:0.0} bytes each in memory, {allocated / (double)entries:0} allocated on the way"));
        return chain!;
    }

    private static void Judge(Chain<Document> chain, string name, Func<int, string> url, int domains)
    {
        var documents = Enumerable.Range(0, Documents).Select(i => new Document($"d{i}", Utf8Text.From(""), "web") { Url = url(i) }).ToArray();
        var (best, kept) = (double.MaxValue, 0);
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            kept = 0;
            var (used, made) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            foreach (var document in documents)
            {
                var judged = document;
                if (chain.Run(ref judged, out _) == Verdict.Keep) kept++;
            }

            best = Math.Min(best, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - made;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{Documents / best / 1e6,6:0.00} million addresses a second, {allocated / (double)Documents:0.0} bytes allocated each, {kept / (double)Documents:P0} kept of {domains / 1e6:0.0} million domains' lists"));
    }

    private static string Domain(int i) => $"site-{i * 7919L % 1_000_003}-{i}.example";

    private static string Site(int i) => $"some-place-{i * 31L % 65_537}.example";

    private static void Write(string folder, string name, int count, Func<int, string> line)
    {
        using var file = new StreamWriter(Path.Combine(folder, name));
        for (var i = 0; i < count; i++) file.Write(line(i) + "\n");
    }
}
