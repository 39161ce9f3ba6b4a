using DataPipe.Core.Faults;
using DataPipe.Execution.Runs;
using DataPipe.Storage.Local;

namespace DataPipe.Cli.Querying;

/// <summary>What a run folder holds.</summary>
/// <param name="Datasets">Receipts of complete datasets, each after those it reads.</param>
/// <param name="Unfinished">Stages without one, with the number of their tasks that are done.</param>
internal sealed record RunContents(IReadOnlyList<DatasetReceipt> Datasets, IReadOnlyDictionary<string, int> Unfinished)
{
    public static async Task<RunContents> ReadAsync(string run, CancellationToken cancellation)
    {
        if (!Directory.Exists(run)) throw new FaultException("DP0003", $"there is no folder '{run}'; a run lies in runs/PIPELINE where --run did not say otherwise", null);
        var store = new LocalStore(run);
        List<DatasetReceipt> datasets = [];
        SortedDictionary<string, int> unfinished = new(StringComparer.Ordinal);
        foreach (var stage in Directory.EnumerateDirectories(run).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal))
            if (await new StageFolder(store, stage).ReadDatasetAsync(cancellation) is { } receipt) datasets.Add(receipt);
            else if (store.List($"{stage}/").Count > 0) unfinished[stage] = store.List($"{stage}/{StageFolder.Receipts}/").Count(f => f.Key.EndsWith(".json", StringComparison.Ordinal));
        if (datasets.Count == 0 && unfinished.Count == 0 && !RunLock.IsTaken(run)) throw new FaultException("DP0003", $"'{run}' is not the folder of a run: it holds no dataset", null);
        return new RunContents(Ordered(datasets), unfinished);
    }

    private static List<DatasetReceipt> Ordered(List<DatasetReceipt> datasets)
    {
        List<DatasetReceipt> ordered = [];
        while (ordered.Count < datasets.Count)
        {
            var next = datasets.FirstOrDefault(d => !ordered.Contains(d) && d.Inputs.All(i => ordered.Exists(o => o.Stage == i) || !datasets.Exists(o => o.Stage == i)));
            ordered.Add(next ?? datasets.First(d => !ordered.Contains(d)));
        }

        return ordered;
    }
}
