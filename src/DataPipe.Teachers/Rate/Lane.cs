namespace DataPipe.Teachers.Rate;

/// <summary>One way to a model, an endpoint with a key: whether it is open, and when the next request may take it. The queue's lock guards it.</summary>
internal sealed class Lane(string name, AdaptiveLimiter limiter)
{
    private const int TriesOfFirstContact = 3;
    private const long FirstContactPauseTicks = TimeSpan.TicksPerSecond;

    private int _silences;
    private int _disturbances;
    private bool _hasAnswered;
    private bool _isProbing;
    private long _brokenUntil;
    private long _pausedUntil;

    /// <summary>The pass in which an older request that waits elsewhere was promised the lane: younger ones do not overtake it there.</summary>
    public long PromisedInPass { get; set; } = -1;

    /// <summary>Its limits, which all who take it share.</summary>
    public AdaptiveLimiter Limiter => limiter;

    /// <summary>What the lane is called in messages.</summary>
    public string Name => name;

    /// <summary>Why the lane is closed for good; null while it is open.</summary>
    public Reply.Failed? Closed { get; private set; }

    /// <summary>How little it suggests itself: its load, and more for each disturbance in a row.</summary>
    public double Reluctance => limiter.Load + _disturbances;

    /// <summary>The end of the pause that a broken circuit makes; null when there is none now.</summary>
    public long? BrokenUntil(long now) => _brokenUntil > now ? _brokenUntil : null;

    /// <summary>The earliest time at which a request may go; <see cref="long.MaxValue"/> when another has to come back first.</summary>
    public long ReadyAt(long now, RequestSize size)
    {
        if (_isProbing && limiter.UnderWay > 0)
            return long.MaxValue;
        return Math.Max(limiter.ReadyAt(now, size), Math.Max(_pausedUntil, _brokenUntil));
    }

    /// <summary>Lets a request go.</summary>
    public Admission Start(long now, RequestSize size) => limiter.Start(this, now, size);

    /// <summary>The circuit broke: nothing goes until a time, then one request to see.</summary>
    public void Break(long until)
    {
        _brokenUntil = until;
        _isProbing = true;
    }

    /// <summary>The circuit is whole again.</summary>
    public void Mend()
    {
        _brokenUntil = 0;
        _isProbing = false;
    }

    /// <summary>Takes a request back that ended without a reply.</summary>
    public void GiveUp() => limiter.GiveUp();

    /// <summary>Takes a request back; the result is the reply, made final where nothing on this lane can succeed any more.</summary>
    public Reply Finish(Admission admission, long now, Reply reply)
    {
        if (reply is Reply.Failed { WasSent: false })
        {
            // What was kept from going out tells nothing about the endpoint.
            limiter.GiveUp();
            return reply;
        }

        limiter.Finish(admission, now, reply);
        if (reply is not Reply.Failed failed)
        {
            _hasAnswered = true;
            _disturbances = 0;
            // Of several who share the lane, the one whose circuit broke need not be the one whose request shows that it is whole.
            if (_isProbing && admission.StartedAt >= _brokenUntil)
                Mend();
            return reply;
        }

        _disturbances = failed.Kind == FailureKind.Transient ? _disturbances + 1 : 0;
        if (LaneFault.Of(failed, name, _hasAnswered) is { } final)
        {
            Closed ??= final;
            return final;
        }

        if (failed.Status is not null)
        {
            _silences = 0;
            return failed;
        }

        if (_hasAnswered || failed.Kind != FailureKind.Transient)
            return failed;
        _silences++;
        _pausedUntil = now + FirstContactPauseTicks;
        if (_silences < TriesOfFirstContact)
            return failed;
        Closed ??= LaneFault.Silent(failed, name, _silences);
        return Closed;
    }
}
