using DataPipe.Core.Datasets;
using DataPipe.Execution.Runs;

namespace DataPipe.Cli.Exporting;

/// <summary>The receipts of a dataset and of all that it was made from in its run.</summary>
internal static class Lineage
{
    /// <summary>The receipts, sources first; datasets whose receipts are gone are left out.</summary>
    public static async Task<IReadOnlyList<DatasetReceipt>> OfAsync(DatasetReceipt receipt, IStore store, CancellationToken cancellation)
    {
        List<DatasetReceipt> chain = [];
        HashSet<string> met = new(StringComparer.Ordinal);
        await VisitAsync(receipt);
        return chain;

        async Task VisitAsync(DatasetReceipt one)
        {
            if (!met.Add(one.Stage)) return;
            foreach (var input in one.Inputs)
                if (await new StageFolder(store, input).ReadDatasetAsync(cancellation) is { } parent) await VisitAsync(parent);
            chain.Add(one);
        }
    }
}
