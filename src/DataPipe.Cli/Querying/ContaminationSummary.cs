using System.Text;
using System.Text.Json.Nodes;
using DataPipe.Core.Records;
using DataPipe.Curation.Decontamination;
using DataPipe.Storage;
using DataPipe.Text.Hashing;

namespace DataPipe.Cli.Querying;

/// <summary>What a report of contamination says in sum, benchmark by benchmark. Holds eight bytes a record and item that is named.</summary>
internal sealed class ContaminationSummary
{
    private readonly SortedDictionary<string, Counts> _benchmarks = new(StringComparer.Ordinal);

    /// <summary>Counts by benchmark, in the order of their names.</summary>
    public IReadOnlyDictionary<string, Counts> Benchmarks => _benchmarks;

    /// <summary>Reads the whole report; null for datasets that are none.</summary>
    public static async Task<ContaminationSummary?> OfAsync(DatasetView view, CancellationToken cancellation)
    {
        if (view.Receipt.Use != ContaminationStage.Name) return null;
        var summary = new ContaminationSummary();
        int[] columns = [view.Schema.IndexOf("benchmark"), view.Schema.IndexOf("item"), view.Schema.IndexOf("record"), view.Schema.IndexOf("coverage")];
        foreach (var key in view.Keys)
            await foreach (var batch in new RecordFormats().ReadAsync<Document>(view.Store, key, view.Schema, cancellation))
                for (var i = 0; i < batch.Count; i++)
                    summary.Add(batch[i].Notes[columns[0]].Text!, batch[i].Notes[columns[1]].Text!, batch[i].Notes[columns[2]].Text!, batch[i].Notes[columns[3]].Number);
        return summary;
    }

    /// <summary>The same for programs.</summary>
    public JsonArray ToJson() => new([.. _benchmarks.Select(b => (JsonNode)new JsonObject
    {
        ["benchmark"] = b.Key, ["items"] = b.Value.Items.Count, ["records"] = b.Value.Records.Count, ["matches"] = b.Value.Matches, ["whole"] = b.Value.Whole,
    })]);

    private void Add(string benchmark, string item, string record, double coverage)
    {
        if (!_benchmarks.TryGetValue(benchmark, out var counts)) _benchmarks[benchmark] = counts = new Counts();
        counts.Matches++;
        if (coverage >= 1) counts.Whole++;
        counts.Items.Add(XxHash64.Hash(Encoding.UTF8.GetBytes(item)));
        counts.Records.Add(XxHash64.Hash(Encoding.UTF8.GetBytes(record)));
    }

    /// <summary>Counts of one benchmark.</summary>
    internal sealed class Counts
    {
        /// <summary>Hashes of the items that were found.</summary>
        public HashSet<ulong> Items { get; } = [];

        /// <summary>Hashes of the records that they were found in.</summary>
        public HashSet<ulong> Records { get; } = [];

        /// <summary>Rows of the report.</summary>
        public long Matches { get; set; }

        /// <summary>Rows in which the whole text of the benchmark was found.</summary>
        public long Whole { get; set; }
    }
}
