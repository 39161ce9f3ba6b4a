using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Stages;
using DataPipe.Execution.Runs;
using DataPipe.Storage.Local;

namespace DataPipe.Cli.Querying;

/// <summary>A dataset that is looked at: its records, or what its stage dropped.</summary>
/// <param name="Receipt">The dataset's receipt.</param>
/// <param name="Store">The run it lies in.</param>
/// <param name="Schema">Schema of the records that are looked at.</param>
/// <param name="Shards">Their shards.</param>
internal sealed record DatasetView(DatasetReceipt Receipt, IStore Store, DatasetSchema Schema, IReadOnlyList<Shard> Shards)
{
    /// <summary>Keys of the shards.</summary>
    public IReadOnlyList<string> Keys => [.. Shards.Select(s => $"{Receipt.Stage}/{s.Name}")];

    /// <summary>Opens a dataset by its folder.</summary>
    /// <exception cref="FaultException">There is no complete dataset.</exception>
    public static async Task<DatasetView> OpenAsync(string dataset, bool rejects, CancellationToken cancellation)
    {
        var folder = Path.TrimEndingDirectorySeparator(dataset);
        var run = Path.GetDirectoryName(folder) is { Length: > 0 } parent ? parent : ".";
        if (!Directory.Exists(folder)) throw new FaultException("DP0003", $"there is no folder '{dataset}'{Nearby(run, Path.GetFileName(folder))}; a dataset is the folder of a stage in that of its run, such as runs/PIPELINE/STAGE", null);
        var store = new LocalStore(run);
        var receipt = await new StageFolder(store, Path.GetFileName(folder)).ReadDatasetAsync(cancellation);
        if (receipt is null)
        {
            var inside = Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, StageFolder.DatasetReceiptName))).Select(d => Path.Combine(dataset, Path.GetFileName(d)!)).ToArray();
            throw new FaultException("DP0003", inside.Length > 0
                ? $"'{dataset}' is a run; name one of its datasets: {string.Join(", ", inside.Order(StringComparer.Ordinal))}"
                : $"'{dataset}' holds no complete dataset: its stage is not done", null);
        }

        return rejects ? new DatasetView(receipt, store, Rejects.Schema(receipt.Schema), receipt.Rejects) : new DatasetView(receipt, store, receipt.Schema, receipt.Shards);
    }

    private static string Nearby(string run, string name) =>
        Directory.Exists(run) ? NearestName.Hint(name, Directory.EnumerateDirectories(run).Select(d => Path.GetFileName(d)!)) : "";
}
