using DataPipe.Teachers.Rate;

namespace DataPipe.Teachers.Pooling;

/// <summary>
/// One or more ways to one model as one teacher. Each keeps to its own rate limits; a request takes the way that can have it first. A way
/// that cannot be used any more leaves, and the others go on. Once per prompt: repeating is for <see cref="Resilience.ResilientTeacher"/> around it.
/// </summary>
public sealed class PooledTeacher : ITeacher, IDisposable
{
    private readonly IReadOnlyList<PoolMember> _members;
    private readonly MemberCall[] _calls;
    private readonly Lane[] _lanes;
    private readonly DispatchQueue _queue;
    private readonly SharedLimits? _ownLimits;
    private readonly TimeProvider _time;
    private readonly PoolHooks _hooks;
    private readonly LatencyQuantile? _latency;
    private readonly bool[] _isTold;

    /// <summary>Makes a pool of members and takes over their disposal. Throws <see cref="TeacherConfigurationException"/> for options out of range.</summary>
    /// <param name="members">The ways to the model, at least one; the first names the pool.</param>
    /// <param name="options">Concurrency, time limit, circuit breaker and hedging.</param>
    /// <param name="time">The clock of all waits.</param>
    /// <param name="hooks">What is told and asked.</param>
    public PooledTeacher(IReadOnlyList<PoolMember> members, TeacherOptions options, TimeProvider time, PoolHooks hooks)
    {
        TeacherOptionRules.Check(options);
        ArgumentOutOfRangeException.ThrowIfZero(members.Count);
        _members = members;
        _time = time;
        _hooks = hooks;
        _isTold = new bool[members.Count];
        var limits = hooks.Limits ?? (_ownLimits = new SharedLimits(time));
        _lanes = [.. members.Select(member => limits.LaneOf(
            member.Way, member.Name, member.RequestsPerMinute ?? options.RequestsPerMinute, member.TokensPerMinute ?? options.TokensPerMinute, options))];
        _queue = new DispatchQueue(_lanes, options.MaxConcurrency, limits);
        _calls = [.. members.Select((member, i) => new MemberCall(member.Teacher, _lanes[i], _queue, options, time))];
        _latency = options.HedgeAfterFraction is { } fraction ? new LatencyQuantile(fraction) : null;
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity => _members[0].Teacher.Identity;

    /// <inheritdoc/>
    public string Id => _members[0].Teacher.Id;

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        if (PromptRules.FaultOf(prompt) is { } fault)
            return new Reply.Failed(FailureKind.InvalidRequest, fault);
        var size = RequestSize.Of(prompt);
        while (true)
        {
            if (await _queue.EnterAsync(size, null, cancellation).ConfigureAwait(false) is not { } admission)
                return NoWay();
            var reply = await SendAsync(prompt, admission, cancellation).ConfigureAwait(false);
            if (reply is not Reply.Failed failed || admission.Lane.Closed is null || !AreOthersLeft(admission.Lane))
                return reply;
            // The member left for a reason of its own, and others may answer. What was refused costs nothing and goes on at once; what may have
            // cost something is an attempt of its own, which those around count.
            if (failed.WasSent && failed.Status is null)
                return failed with { Kind = FailureKind.Transient };
        }
    }

    /// <summary>Ends all waiting and disposes of the members.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        _ownLimits?.Dispose();
        foreach (var member in _members)
            (member.Teacher as IDisposable)?.Dispose();
    }

    private MemberCall CallOf(Lane lane) => _calls[Array.IndexOf(_lanes, lane)];

    private async Task<Reply> SendAsync(Prompt prompt, Admission admission, CancellationToken cancellation)
    {
        if (_latency is null)
            return await CallOf(admission.Lane).AskAsync(prompt, admission, cancellation, CancellationToken.None).ConfigureAwait(false);

        var startedAt = _time.GetTimestamp();
        var reply = _latency.Value is { } wait
            ? await HedgeAsync(prompt, admission, wait, cancellation).ConfigureAwait(false)
            : await CallOf(admission.Lane).AskAsync(prompt, admission, cancellation, CancellationToken.None).ConfigureAwait(false);
        if (reply is Reply.Answered)
            _latency.Add(_time.GetElapsedTime(startedAt));
        return reply;
    }

    private async Task<Reply> HedgeAsync(Prompt prompt, Admission admission, TimeSpan wait, CancellationToken cancellation)
    {
        using var cutOff = new CancellationTokenSource();
        var first = FirstAsync();
        using (var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
        {
            var delay = Task.Delay(wait, _time, timer.Token);
            var isDone = await Task.WhenAny(first, delay).ConfigureAwait(false) == first;
            await timer.CancelAsync().ConfigureAwait(false);
            // Who stops asking waits for what is under way and sends no more.
            if (isDone || cancellation.IsCancellationRequested)
                return (await first.ConfigureAwait(false))!;
        }

        Task<Reply?> second = CopyAsync(prompt, admission.Lane, cancellation, cutOff.Token);
        var winner = await Task.WhenAny(first, second).ConfigureAwait(false);
        if (!IsAnswer(winner))
            winner = winner == first ? second : first;
        await ((Task)winner).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!IsAnswer(winner))
            winner = first;
        // Nobody waits for the one that lost: it is cut off, and its lane takes it back.
        await cutOff.CancelAsync().ConfigureAwait(false);
        await ((Task)(winner == first ? second : first)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return (await winner.ConfigureAwait(false))!;

        async Task<Reply?> FirstAsync() => await CallOf(admission.Lane).AskAsync(prompt, admission, cancellation, cutOff.Token).ConfigureAwait(false);

        static bool IsAnswer(Task<Reply?> task) => task is { IsCompletedSuccessfully: true, Result: Reply.Answered or Reply.Refused };
    }

    private async Task<Reply?> CopyAsync(Prompt prompt, Lane avoid, CancellationToken cancellation, CancellationToken cutOff)
    {
        if (_hooks.MayHedge is { } mayHedge && !await mayHedge(prompt, cutOff).ConfigureAwait(false))
            return null;
        return await _queue.EnterAsync(RequestSize.Of(prompt), avoid, cutOff).ConfigureAwait(false) is { } admission
            ? await CallOf(admission.Lane).AskAsync(prompt, admission, cancellation, cutOff).ConfigureAwait(false)
            : null;
    }

    private Reply.Failed NoWay()
    {
        if (_queue.PauseLeft() is { } pause)
        {
            return new Reply.Failed(FailureKind.Transient, $"Requests to {string.Join(", ", _lanes.Where(lane => lane.Closed is null).Select(lane => lane.Name))} pause because most recent ones were disturbed.")
            {
                RetryAfter = pause,
                WasSent = false,
            };
        }

        var last = _lanes[^1].Closed!;
        var words = _lanes.Length == 1 ? last.Message : $"None of {_lanes.Length} endpoints is left. {string.Join(" | ", _lanes.Select(lane => lane.Closed!.Message))}";
        return last with { Message = words, WasSent = false };
    }

    // Told once, when the lane has closed and others go on.
    private bool AreOthersLeft(Lane closed)
    {
        var left = _lanes.Count(lane => lane.Closed is null);
        if (left > 0 && !Interlocked.Exchange(ref _isTold[Array.IndexOf(_lanes, closed)], true))
            _hooks.Warn?.Invoke($"{closed.Closed!.Message} ({left} of {_lanes.Length} endpoints go on)");
        // With the last one gone, the next turn names all of them.
        return left > 0 || _lanes.Length > 1;
    }
}
