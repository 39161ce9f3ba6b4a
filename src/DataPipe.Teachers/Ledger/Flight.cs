namespace DataPipe.Teachers.Ledger;

/// <summary>One request under way and those who wait for it. It is given up when all of them gave up and no reply has come.</summary>
internal sealed class Flight(int samples) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private int _waiting = 1;
    private bool _replied;
    private bool _givenUp;

    public TaskCompletionSource<Reply> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CancellationToken Stop => _stop.Token;

    /// <summary>Waits with the others; false when it is another number of answers or given up. Who started it waits already.</summary>
    public bool TryJoin(int wanted, bool isStarter)
    {
        if (isStarter) return true;
        lock (_lock)
        {
            if (_givenUp || wanted != samples) return false;
            _waiting++;
            return true;
        }
    }

    /// <summary>Waits no more.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_waiting > 0) return;
            GiveUp();
        }
    }

    /// <summary>Whoever waits, nothing more goes out.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            if (_replied || _givenUp) return;
            _givenUp = true;
            _stop.Cancel();
        }
    }

    /// <summary>A reply is there: from now on it is kept, whoever gives up.</summary>
    public void HasReply()
    {
        lock (_lock) _replied = true;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _replied = true;
            _stop.Dispose();
        }
    }
}
