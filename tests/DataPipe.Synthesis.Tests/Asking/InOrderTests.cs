using DataPipe.Synthesis.Asking;

namespace DataPipe.Synthesis.Tests.Asking;

public sealed class InOrderTests
{
    [Fact]
    public async Task Gives_results_in_the_order_of_the_items_whatever_finishes_first()
    {
        TaskCompletionSource<int>[] gates = [.. Enumerable.Range(0, 5).Select(_ => new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously))];
        List<int> results = [];
        var reading = Task.Factory.StartNew(
            async () =>
            {
                await foreach (var result in InOrder.WorkAsync([0, 1, 2, 3, 4], 5, (i, _) => gates[i].Task, CancellationToken.None)) results.Add(result);
            },
            CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();
        for (var i = 4; i >= 0; i--) gates[i].SetResult(i * 10);
        await reading;
        Assert.Equal([0, 10, 20, 30, 40], results);
    }

    [Fact]
    public async Task Keeps_no_more_under_way_than_allowed()
    {
        int underWay = 0, most = 0;
        List<int> results = [];
        await foreach (var result in InOrder.WorkAsync([.. Enumerable.Range(0, 50)], 4, WorkAsync, CancellationToken.None)) results.Add(result);
        Assert.Equal(Enumerable.Range(0, 50), results);
        Assert.InRange(most, 1, 4);

        async Task<int> WorkAsync(int item, CancellationToken cancellation)
        {
            var now = Interlocked.Increment(ref underWay);
            most = Math.Max(most, now);
            await Task.Yield();
            Interlocked.Decrement(ref underWay);
            return item;
        }
    }

    [Fact]
    public async Task A_slow_item_does_not_hold_up_the_work_behind_it()
    {
        var slow = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var behind = 0;
        List<int> results = [];
        await foreach (var result in InOrder.WorkAsync([.. Enumerable.Range(0, 20)], 3, WorkAsync, CancellationToken.None)) results.Add(result);
        Assert.Equal(Enumerable.Range(0, 20), results);

        async Task<int> WorkAsync(int item, CancellationToken cancellation)
        {
            if (item == 0) return await slow.Task;
            // Eleven more than the slow one fit into four times three places.
            if (Interlocked.Increment(ref behind) == 11) slow.SetResult(0);
            await Task.Yield();
            return item;
        }
    }

    [Fact]
    public async Task A_failure_behind_a_slow_item_ends_all_at_once_and_says_why()
    {
        var failing = InOrder.WorkAsync([0, 1, 2], 3, WorkAsync, CancellationToken.None).GetAsyncEnumerator();
        await Assert.ThrowsAsync<InvalidDataException>(() => failing.MoveNextAsync().AsTask());
        await failing.DisposeAsync();

        static async Task<int> WorkAsync(int item, CancellationToken cancellation)
        {
            if (item == 1) throw new InvalidDataException();
            await Task.Delay(Timeout.Infinite, cancellation);
            return item;
        }
    }

    [Fact]
    public async Task The_first_failure_cancels_what_is_under_way_and_starts_no_more()
    {
        var cancelled = 0;
        var three = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<int> started = [];
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var _ in InOrder.WorkAsync([.. Enumerable.Range(0, 20)], 3, WorkAsync, CancellationToken.None))
            {
            }
        });
        Assert.Equal([0, 1, 2], started);
        Assert.Equal(2, cancelled);

        async Task<int> WorkAsync(int item, CancellationToken cancellation)
        {
            started.Add(item);
            if (item == 2) three.SetResult();
            if (item == 0)
            {
                await three.Task;
                throw new InvalidDataException();
            }

            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref cancelled);
                throw;
            }

            return item;
        }
    }
}
