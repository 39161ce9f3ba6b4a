namespace DataPipe.Teachers.Rate;

/// <summary>
/// When the next request may go to one model with one key: within requests and tokens per minute, given or learnt, and within a number under way
/// that adapts. Not safe for concurrent use: the queue's lock guards it.
/// </summary>
internal sealed class AdaptiveLimiter
{
    private const int StrikesThatCount = 3;

    // Overload now and then belongs to every endpoint; this part of the latest outcomes is more than that.
    private const double OverloadFraction = 0.2;
    private const double OutcomeWeight = 1.0 / 16;

    private static readonly TimeSpan WaitUnlessAsked = TimeSpan.FromSeconds(1);

    private readonly Pace _requests;
    private readonly Pace _tokens;
    private readonly Pace _input = new(null);
    private readonly Pace _output = new(null);
    private readonly FoundPace _found;
    private readonly ConcurrencyWindow _window;
    private readonly TokenEstimate _estimate = new();
    private readonly TimeSpan _longestWait;
    private long _pausedUntil;
    private int _strikes;
    private double _overload;

    /// <summary>A limiter without any history.</summary>
    /// <param name="requestsPerMinute">Requests allowed per minute; null to learn.</param>
    /// <param name="tokensPerMinute">Tokens allowed per minute; null to learn.</param>
    /// <param name="most">Largest number of requests under way.</param>
    /// <param name="longestWait">Longest wait that the provider is granted.</param>
    public AdaptiveLimiter(double? requestsPerMinute, double? tokensPerMinute, int most, TimeSpan longestWait)
    {
        _requests = new Pace(requestsPerMinute);
        _tokens = new Pace(tokensPerMinute);
        _found = new FoundPace(_requests);
        _window = new ConcurrencyWindow(most);
        _longestWait = longestWait;
    }

    /// <summary>Takes in another one who shares it: the tighter of the limits that users give hold, and the larger concurrency.</summary>
    public void Share(double? requestsPerMinute, double? tokensPerMinute, int most)
    {
        _requests.Tighten(requestsPerMinute);
        _tokens.Tighten(tokensPerMinute);
        _window.Widen(most);
    }

    /// <summary>Requests under way.</summary>
    public int UnderWay { get; private set; }

    /// <summary>How full the concurrency is, with one request more.</summary>
    public double Load => (UnderWay + 1.0) / _window.Size;

    /// <summary>The earliest time at which a request may go; <see cref="long.MaxValue"/> when one has to come back first.</summary>
    public long ReadyAt(long now, RequestSize size)
    {
        if (UnderWay >= _window.Size)
            return long.MaxValue;
        var (input, output) = (_estimate.Input(size), _estimate.Output(size));
        var ready = Math.Max(_requests.ReadyAt(now, 1), _tokens.ReadyAt(now, input + output));
        return Math.Max(Math.Max(ready, _pausedUntil), Math.Max(_input.ReadyAt(now, input), _output.ReadyAt(now, output)));
    }

    /// <summary>Lets a request go.</summary>
    public Admission Start(Lane lane, long now, RequestSize size)
    {
        var (input, output) = (_estimate.Input(size), _estimate.Output(size));
        UnderWay++;
        _requests.Take(now, 1);
        _tokens.Take(now, input + output);
        _input.Take(now, input);
        _output.Take(now, output);
        _found.Started(now);
        return new Admission
        {
            Lane = lane,
            Size = size,
            StartedAt = now,
            Input = input,
            Output = output,
            Marks = (_requests.Taken, _tokens.Taken, _input.Taken, _output.Taken),
        };
    }

    /// <summary>Takes a request back that ended without a reply.</summary>
    public void GiveUp() => UnderWay--;

    /// <summary>Takes a request back with its reply.</summary>
    public void Finish(Admission admission, long now, Reply reply)
    {
        UnderWay--;
        var isRefused = reply is Reply.Failed { Kind: FailureKind.RateLimited };
        Settle(admission, now, reply);
        Learn(admission, now, reply.Limits);
        _overload += OutcomeWeight * ((isRefused || IsOverload(reply) ? 1 : 0) - _overload);
        if (isRefused)
        {
            Refused(admission, now, (Reply.Failed)reply);
            return;
        }

        _strikes = 0;
        _found.Passed();
        if (!IsOverload(reply))
            _window.Grow(UnderWay + 1);
        else if (_overload > OverloadFraction)
            _window.Shrink(admission.StartedAt, now);
    }

    private static bool IsOverload(Reply reply) => reply is Reply.Failed { Kind: FailureKind.Transient, Status: null or 503 or 529 };

    private void Settle(Admission admission, long now, Reply reply)
    {
        var usage = reply switch
        {
            Reply.Answered answered => answered.Usage,
            Reply.Refused refused => refused.Usage,
            // A provider that answers with an error has counted the request, and took no tokens; without any answer nobody knows.
            Reply.Failed { Status: not null } => Usage.None,
            _ => null,
        };
        if (usage is null || (usage == Usage.None && reply is not Reply.Failed))
            return;
        if (reply is not Reply.Failed)
            _estimate.Learn(admission.Size, usage);
        var input = usage.InputTokens - admission.Input;
        var output = _estimate.CountsMaxTokens ? 0 : usage.OutputTokens - admission.Output;
        _tokens.Correct(admission.StartedAt, now, input + output);
        _input.Correct(admission.StartedAt, now, input);
        _output.Correct(admission.StartedAt, now, output);
    }

    private void Learn(Admission admission, long now, RateLimits? limits)
    {
        if (limits is null)
            return;
        var marks = admission.Marks;
        _requests.Learn(now, limits.LimitRequests, limits.RemainingRequests, limits.ResetRequests, marks.Requests);
        _tokens.Learn(now, limits.LimitTokens, limits.RemainingTokens, limits.ResetTokens, marks.Tokens);
        _input.Learn(now, limits.LimitInputTokens, limits.RemainingInputTokens, limits.ResetInputTokens, marks.Input);
        _output.Learn(now, limits.LimitOutputTokens, limits.RemainingOutputTokens, limits.ResetOutputTokens, marks.Output);
    }

    private void Refused(Admission admission, long now, Reply.Failed failed)
    {
        _strikes++;
        var limits = failed.Limits;
        var isUsedUp = limits is not null && (limits.RemainingRequests == 0 || TokensAreUsedUp(admission, limits));
        if (limits is { RemainingRequests: not 0 } && TokensAreUsedUp(admission, limits) && admission.Size.MaxTokens is not null)
            _estimate.CountsMaxTokens = true;
        // One refusal while the provider's own count says there is room concerns that request alone; several in a row concern all.
        var isKnown = limits is not null || _requests.LimitPerMinute is not null;
        if (!isUsedUp && isKnown && _strikes < StrikesThatCount)
            return;
        var wait = failed.RetryAfter ?? WaitUnlessAsked;
        if (wait > _longestWait)
            wait = _longestWait;
        // Where no limit is known, only the run of outcomes tells whether a refusal concerns all.
        if (!_found.Refused(admission.StartedAt, now, wait))
            return;
        _pausedUntil = Math.Max(_pausedUntil, now + wait.Ticks);
        if (_overload > OverloadFraction)
            _window.Shrink(admission.StartedAt, now);
    }

    private static bool TokensAreUsedUp(Admission admission, RateLimits limits) =>
        limits.RemainingTokens < admission.Input + admission.Output
        || limits.RemainingInputTokens < admission.Input
        || limits.RemainingOutputTokens < admission.Output;
}
