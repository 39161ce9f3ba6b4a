using System.Text.RegularExpressions;
using DataPipe.Core.Datasets;
using DataPipe.Core.Stages;
using DataPipe.Execution.Pipelines;

namespace DataPipe.Execution.Runs;

/// <summary>The folder of one stage in a run: dataset shards, rejects, receipts, and intermediate work while it runs.</summary>
/// <param name="store">Where the run lies.</param>
/// <param name="stage">Name of the stage.</param>
public sealed partial class StageFolder(IStore store, string stage)
{
    /// <summary>File name of a stage's <see cref="DatasetReceipt"/>.</summary>
    public const string DatasetReceiptName = "dataset.json";

    /// <summary>Start of the names of shards.</summary>
    public const string ShardPrefix = "part-";

    /// <summary>Folder of the tasks' receipts, below the stage's.</summary>
    public const string Receipts = "receipts";

    /// <summary>Folder of intermediate files, below the stage's.</summary>
    public const string Work = "work";

    /// <summary>Key of a file of the stage.</summary>
    public string Key(string name) => $"{stage}/{name}";

    /// <summary>The dataset's receipt when one is there and whole, whatever its fingerprint; its shards are not looked at.</summary>
    public async Task<DatasetReceipt?> ReadDatasetAsync(CancellationToken cancellation) =>
        await ReadAsync<DatasetReceipt>(DatasetReceiptName, cancellation);

    /// <summary>The dataset's receipt when the stage is done: same fingerprint, and every shard there in its full size.</summary>
    public async Task<DatasetReceipt?> FindDoneAsync(BoundStage bound, CancellationToken cancellation)
    {
        var receipt = await ReadDatasetAsync(cancellation);
        return receipt?.Fingerprint == bound.Fingerprint && receipt.Lasting.All(IsWhole) ? receipt : null;
    }

    /// <summary>A task's receipt when the task is done: same fingerprint, and every file it vouches for there in its full size.</summary>
    public async Task<Receipt?> FindDoneAsync(BoundStage bound, TaskSpec task, CancellationToken cancellation)
    {
        var receipt = await ReadAsync<Receipt>(ReceiptName(bound, task), cancellation);
        return receipt is not null && receipt.Fingerprint == bound.Fingerprint && receipt.Phase == task.Phase && receipt.Index == task.Index
            && receipt.Lasting.Concat(receipt.Work).All(IsWhole)
            ? receipt
            : null;
    }

    /// <summary>Creates a task's receipt, unless another attempt was first. One that is torn, or vouches for files that are gone, makes room.</summary>
    public async Task CreateAsync(BoundStage bound, TaskSpec task, Receipt receipt, CancellationToken cancellation)
    {
        var name = ReceiptName(bound, task);
        if (store.SizeBytes(Key(name)) is not null && await FindDoneAsync(bound, task, cancellation) is null) store.Delete(Key(name));
        await WriteAsync(name, ReceiptJson.Write(receipt), cancellation);
    }

    /// <summary>Creates the dataset's receipt.</summary>
    public Task CreateAsync(DatasetReceipt receipt, CancellationToken cancellation) =>
        WriteAsync(DatasetReceiptName, ReceiptJson.Write(receipt), cancellation);

    /// <summary>Deletes every file of a run's own making that no whole receipt of the current fingerprint vouches for: what earlier options, killed processes and losing attempts left.</summary>
    public async Task SweepAsync(BoundStage bound, DatasetReceipt? done, CancellationToken cancellation)
    {
        HashSet<string> kept = [];
        if (done is not null)
        {
            kept.Add(Key(DatasetReceiptName));
            foreach (var shard in done.Lasting) kept.Add(Key(shard.Name));
        }

        var files = store.List(stage + "/");
        foreach (var file in files.Where(f => f.Key.StartsWith(Key(Receipts) + "/", StringComparison.Ordinal)))
        {
            var receipt = await ReadAsync<Receipt>(file.Key[(stage.Length + 1)..], cancellation);
            if (receipt?.Fingerprint != bound.Fingerprint || file.Key != Key(ReceiptName(bound, new TaskSpec(receipt.Phase, receipt.Index)))) continue;
            var vouched = done is null ? receipt.Lasting.Concat(receipt.Work) : receipt.Lasting;
            if (!vouched.All(IsWhole)) continue;
            kept.Add(file.Key);
            foreach (var shard in vouched) kept.Add(Key(shard.Name));
        }

        foreach (var file in files.Where(f => !kept.Contains(f.Key) && IsOurs(f.Key[(stage.Length + 1)..])))
        {
            cancellation.ThrowIfCancellationRequested();
            store.Delete(file.Key);
        }
    }

    // What a run makes, by its name. Anything else in the folder is somebody's, and stays.
    private static bool IsOurs(string name)
    {
        var slash = name.LastIndexOf('/');
        var (folder, file) = slash < 0 ? ("", name) : (name[..slash], name[(slash + 1)..]);
        if (file.StartsWith(StoreNames.UnfinishedPrefix, StringComparison.Ordinal)) return true;
        return folder switch
        {
            Receipts => file.EndsWith(".json", StringComparison.Ordinal),
            Work => true,
            "" or Rejects.Folder => file == DatasetReceiptName || file.StartsWith(ShardPrefix, StringComparison.Ordinal),
            // A file beside the dataset: the folder is the stage's to name, so the name must be one that only a task gives.
            _ => !folder.Contains('/', StringComparison.Ordinal) && ExtraName().IsMatch(file),
        };
    }

    [GeneratedRegex(@"^part-[a-z-]+-[0-9]{5}-[0-9a-f]+(\.[a-z0-9]+)+$")]
    private static partial Regex ExtraName();

    private static string ReceiptName(BoundStage bound, TaskSpec task) => $"{Receipts}/{task.Name}.{bound.Fingerprint[..12]}.json";

    private bool IsWhole(Shard shard) => store.SizeBytes(Key(shard.Name)) == shard.Bytes;

    private async Task<T?> ReadAsync<T>(string name, CancellationToken cancellation) where T : class
    {
        if (store.SizeBytes(Key(name)) is null) return null;
        await using var stream = await store.OpenReadAsync(Key(name), cancellation);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return ReceiptJson.Read<T>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private async Task WriteAsync(string name, byte[] json, CancellationToken cancellation)
    {
        var slash = name.LastIndexOf('/');
        await using var writer = await store.CreateAsync(slash < 0 ? stage : Key(name[..slash]), cancellation);
        await writer.Stream.WriteAsync(json, cancellation);
        await writer.CommitAsync(Key(name), cancellation);
    }
}
