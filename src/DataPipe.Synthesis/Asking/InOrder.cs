using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace DataPipe.Synthesis.Asking;

/// <summary>Does asynchronous work on many items, several at once, and gives the results in the order of the items.</summary>
public static class InOrder
{
    // A slow one holds its place in the order, and must not hold up the work behind it: so many times more results may wait for their turn.
    private const int Ahead = 4;

    /// <summary>Works on items in order of their start, on at most <paramref name="atOnce"/> at a time; the first failure cancels the rest. At most four times as many are ahead of the result that is awaited.</summary>
    public static async IAsyncEnumerable<TResult> WorkAsync<TItem, TResult>(
        IReadOnlyList<TItem> items,
        int atOnce,
        Func<TItem, CancellationToken, Task<TResult>> work,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var slots = new SemaphoreSlim(atOnce);
        var underWay = new Queue<Task<TResult>>();
        var next = 0;
        ExceptionDispatchInfo? failure = null;
        try
        {
            while (next < items.Count || underWay.Count > 0)
            {
                while (next < items.Count && underWay.Count < (long)Ahead * atOnce) underWay.Enqueue(OneAsync(items[next++]));
                var result = await FirstAsync();
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

        async Task<TResult> FirstAsync()
        {
            try
            {
                return await underWay.Peek();
            }
            catch (OperationCanceledException) when (failure is not null)
            {
                // Cancelled because of another one, which says why.
                failure.Throw();
                throw;
            }
        }

        async Task<TResult> OneAsync(TItem item)
        {
            await slots.WaitAsync(stop.Token);
            try
            {
                // A slot that a cancelled one gave back is no leave to start.
                stop.Token.ThrowIfCancellationRequested();
                return await work(item, stop.Token);
            }
            catch (Exception cause)
            {
                if (!stop.IsCancellationRequested) failure ??= ExceptionDispatchInfo.Capture(cause);
                // Before the slot is free: nothing starts after a failure.
                await stop.CancelAsync();
                throw;
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
