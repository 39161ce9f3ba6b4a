namespace DataPipe.Text.Tests;

/// <summary>Counts what an action allocates once it is warm.</summary>
internal static class Allocations
{
    internal static long Of(Action action)
    {
        for (var i = 0; i < 3; i++) action();
        var least = long.MaxValue; // the runtime itself may allocate in one of the rounds
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
