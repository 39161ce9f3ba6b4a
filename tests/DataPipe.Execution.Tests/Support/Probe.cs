using System.Collections.Concurrent;
using DataPipe.Core.Stages;

namespace DataPipe.Execution.Tests.Support;

/// <summary>Sits at the start of every task of the test stages: counts them, and lets a test hold or fail some.</summary>
internal sealed class Probe
{
    private readonly ConcurrentQueue<string> _entered = [];

    /// <summary>Tasks that began, as <c>stage/task</c>, in order of beginning.</summary>
    public IReadOnlyList<string> Entered => [.. _entered];

    /// <summary>How often the file of a step was loaded.</summary>
    public int Loads { get; set; }

    /// <summary>What a task does first; by default nothing.</summary>
    public Func<string, CancellationToken, Task> OnEnter { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What a task does when all is written and nothing is committed; by default nothing.</summary>
    public Func<string, CancellationToken, Task> OnLeave { get; set; } = (_, _) => Task.CompletedTask;

    public Task EnterAsync(ITaskContext context, TaskSpec task, CancellationToken cancellation)
    {
        var name = $"{context.Stage}/{task.Name}";
        _entered.Enqueue(name);
        return OnEnter(name, cancellation);
    }

    public Task LeaveAsync(ITaskContext context, TaskSpec task, CancellationToken cancellation) => OnLeave($"{context.Stage}/{task.Name}", cancellation);

    /// <summary>What began since the last time, sorted, for tasks of several workers.</summary>
    public IReadOnlyList<string> Take()
    {
        string[] taken = [.. _entered.Order(StringComparer.Ordinal)];
        _entered.Clear();
        return taken;
    }
}
