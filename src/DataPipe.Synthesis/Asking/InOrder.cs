using System.Runtime.CompilerServices;

namespace DataPipe.Synthesis.Asking;

/// <summary>Does asynchronous work on many items, several at once, and gives the results in the order of the items.</summary>
public static class InOrder
{
    /// <summary>Starts the work on items in order, at most <paramref name="atOnce"/> of them ahead of the result that is awaited; the first failure cancels the rest.</summary>
    public static async IAsyncEnumerable<TResult> WorkAsync<TItem, TResult>(
        IReadOnlyList<TItem> items,
        int atOnce,
        Func<TItem, CancellationToken, Task<TResult>> work,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var underWay = new Queue<Task<TResult>>(atOnce);
        var next = 0;
        try
        {
            while (next < items.Count || underWay.Count > 0)
            {
                while (next < items.Count && underWay.Count < atOnce) underWay.Enqueue(work(items[next++], stop.Token));
                var result = await underWay.Peek();
                _ = underWay.Dequeue();
                yield return result;
            }
        }
        finally
        {
            // Left early: by a failure, a cancellation, or a reader that has enough. Nothing stays behind unobserved.
            await stop.CancelAsync();
            foreach (Task task in underWay) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
