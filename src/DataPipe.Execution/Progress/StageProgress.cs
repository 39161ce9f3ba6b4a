namespace DataPipe.Execution.Progress;

/// <summary>Counters of a running stage, read by whoever shows progress while tasks add to them.</summary>
public sealed class StageProgress(string name)
{
    private long _records, _dropped, _bytes, _bytesTotal;
    private int _tasksDone, _tasksTotal;
    private volatile string _phase = "";

    /// <summary>Name of the stage.</summary>
    public string Name { get; } = name;

    /// <summary>Phase that runs now.</summary>
    public string Phase => _phase;

    /// <summary>Records read so far in this phase.</summary>
    public long Records => Interlocked.Read(ref _records);

    /// <summary>Records dropped so far in this phase.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Input bytes consumed in this phase.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Input bytes of this phase; 0 when unknown.</summary>
    public long BytesTotal => Interlocked.Read(ref _bytesTotal);

    /// <summary>Tasks of this phase that are done.</summary>
    public int TasksDone => Volatile.Read(ref _tasksDone);

    /// <summary>Tasks of this phase.</summary>
    public int TasksTotal => Volatile.Read(ref _tasksTotal);

    /// <summary>How much of the phase is done, 0..1: by bytes where they are known, else by tasks.</summary>
    public double Fraction =>
        BytesTotal > 0 ? Math.Clamp((double)Bytes / BytesTotal, 0, 1) : TasksTotal > 0 ? (double)TasksDone / TasksTotal : 0;

    /// <summary>Begins a phase.</summary>
    public void Begin(string phase, int tasks, long bytes)
    {
        _phase = phase;
        Interlocked.Exchange(ref _records, 0);
        Interlocked.Exchange(ref _dropped, 0);
        Interlocked.Exchange(ref _bytes, 0);
        Interlocked.Exchange(ref _bytesTotal, bytes);
        Volatile.Write(ref _tasksDone, 0);
        Volatile.Write(ref _tasksTotal, tasks);
    }

    /// <summary>Adds what a task did since it last said.</summary>
    public void Add(long records, long dropped, long bytes)
    {
        Interlocked.Add(ref _records, records);
        Interlocked.Add(ref _dropped, dropped);
        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>Counts a finished task.</summary>
    public void TaskDone() => Interlocked.Increment(ref _tasksDone);
}
