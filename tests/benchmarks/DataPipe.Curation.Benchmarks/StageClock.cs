using System.Diagnostics;
using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Testing;

namespace DataPipe.Curation.Benchmarks;

/// <summary>Times a stage of the catalogue on documents in memory, in processor time of one thread of work: no Parquet, no disk but scratch files.</summary>
internal static class StageClock
{
    private const int Rounds = 3;

    /// <summary>Runs the stage several times and gives the median of MB of text a second, printed with the allocations of the last round.</summary>
    internal static async Task<double> RateAsync(string name, string stage, object options, IReadOnlyList<Document> documents)
    {
        var bytes = documents.Sum(d => d.SizeBytes);
        List<double> rates = [];
        long allocated = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            StageInputRecords<Document> input = new("data", DatasetSchema.Of(RecordType.Document), [documents]);
            var setup = InMemorySetup.For([input]);
            var made = CurationCatalogue.Entries.Stages.Single(s => s.Name == stage).Create(options, setup);
            setup.Faults.ThrowIfAny();
            var (before, memory) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes());
            await StageRunner.RunAsync<Document, Document>(made, [input], StageRunnerOptions.Default with { RejectsFraction = 0, TokenCounter = new NoTokens() });
            // The first round warms up.
            if (round > 0) rates.Add(bytes / 1e6 / (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
            allocated = GC.GetTotalAllocatedBytes() - memory;
        }

        var median = rates.Order().ElementAt(Rounds / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34}{median,7:F0} MB/s a core (best {rates.Max():F0}), {bytes / 1e6 / median:F2} s, {(double)allocated / bytes:F2} bytes allocated a byte"));
        return median;
    }

    // Tokens of rewritten documents are counted by every stage that rewrites; what is timed here is the stage.
    private sealed class NoTokens : ITokenCounter
    {
        public string Name => "none";

        public long Count(ReadOnlySpan<byte> utf8) => 1;
    }
}
