using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;

namespace DataPipe.Execution.Runs;

/// <summary>Marks a folder as a run of one pipeline: sweeping deletes files, and must never meet those of somebody else.</summary>
/// <param name="Pipeline">Name of the pipeline.</param>
public sealed record RunMark(string Pipeline)
{
    /// <summary>File name of the mark.</summary>
    public const string FileName = "run.json";

    /// <summary>Makes the store a run of the pipeline, or finds that it is one.</summary>
    /// <exception cref="FaultException">DP3010: it is a run of another pipeline, or holds files and is no run.</exception>
    public static async Task ClaimAsync(IStore store, string pipeline, CancellationToken cancellation)
    {
        var mark = await ReadAsync(store, cancellation);
        if (mark?.Pipeline == pipeline) return;
        if (mark is not null)
            throw new FaultException("DP3010", $"{store.Locate("")} is a run of pipeline '{mark.Pipeline}', not of '{pipeline}': choose another folder with --run", null);
        if (store.List("").FirstOrDefault(f => !IsPassing(f.Key)) is { } other)
            throw new FaultException("DP3010", $"{store.Locate("")} is no run, and it holds other files ({other.Key}): choose a new or an empty folder with --run", null);
        await using var writer = await store.CreateAsync("", cancellation);
        await writer.Stream.WriteAsync(ReceiptJson.Write(new RunMark(pipeline)), cancellation);
        await writer.CommitAsync(FileName, cancellation);
    }

    /// <summary>Deletes what a run that was killed while it made its mark left beside it. For who drives a run that has its mark: nobody else makes one then.</summary>
    public static void Sweep(IStore store)
    {
        foreach (var file in store.List(StoreNames.UnfinishedPrefix))
            if (!file.Key.Contains('/', StringComparison.Ordinal))
                store.Delete(file.Key);
    }

    // Locks and unfinished files may be there before the mark is.
    private static bool IsPassing(string key) => key.StartsWith('.') && !key.Contains('/', StringComparison.Ordinal);

    private static async Task<RunMark?> ReadAsync(IStore store, CancellationToken cancellation)
    {
        if (store.SizeBytes(FileName) is null) return null;
        await using var stream = await store.OpenReadAsync(FileName, cancellation);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return ReceiptJson.Read<RunMark>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
