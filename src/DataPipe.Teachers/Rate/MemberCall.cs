using DataPipe.Teachers.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace DataPipe.Teachers.Rate;

/// <summary>Sends admitted requests to one teacher: each within its time, watched by a circuit breaker, and given back to the queue whatever happens.</summary>
internal sealed class MemberCall
{
    private readonly ITeacher _teacher;
    private readonly DispatchQueue _queue;
    private readonly TeacherOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<Reply> _pipeline;

    public MemberCall(ITeacher teacher, Lane lane, DispatchQueue queue, TeacherOptions options, TimeProvider time)
    {
        _teacher = teacher;
        _queue = queue;
        _options = options;
        _time = time;
        _pipeline = new ResiliencePipelineBuilder<Reply> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Reply>
            {
                FailureRatio = options.BreakerFailureFraction,
                MinimumThroughput = options.BreakerMinAttempts,
                SamplingDuration = options.BreakerWindow,
                BreakDuration = options.BreakerPause,
                ShouldHandle = static arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is TimeoutRejectedException
                    || arguments.Outcome.Result is Reply.Failed { Kind: FailureKind.Transient }),
                OnOpened = arguments =>
                {
                    queue.Break(lane, arguments.BreakDuration);
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    queue.Mend(lane);
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.RequestTimeout })
            .Build();
    }

    /// <summary>Asks; the admission is given back in any case.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="admission">Its leave to go.</param>
    /// <param name="cancellation">Nobody waits any more: what is under way may end within a time, so that what it costs is not lost; nothing more goes out.</param>
    /// <param name="cutOff">Ends it at once.</param>
    public async Task<Reply> AskAsync(Prompt prompt, Admission admission, CancellationToken cancellation, CancellationToken cutOff)
    {
        Reply? reply = null;
        try
        {
            if (cancellation.IsCancellationRequested)
                throw new NotSentException(cancellation);
            reply = await LandAsync(prompt, cancellation, cutOff).ConfigureAwait(false);
        }
        finally
        {
            if (reply is null)
                _queue.GiveUp(admission);
        }

        reply = _queue.Leave(admission, reply);
        return reply is Reply.Failed failed && ConnectionFault.IsBeforeSending(failed.Code) ? failed with { WasSent = false } : reply;
    }

    private async Task<Reply> LandAsync(Prompt prompt, CancellationToken cancellation, CancellationToken cutOff)
    {
        using var sending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var stopping = cancellation.UnsafeRegister(static state => ((Landing)state!).Begin(), new Landing(sending, _options.StopGrace));
        using var cutting = cutOff.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), sending);
        return await ReplyAsync(prompt, sending.Token).ConfigureAwait(false);
    }

    private async Task<Reply> ReplyAsync(Prompt prompt, CancellationToken cancellation)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (state, token) => await state._teacher.AskAsync(state.prompt, token).ConfigureAwait(false),
                (_teacher, prompt),
                cancellation).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            return new Reply.Failed(FailureKind.Transient, $"{_teacher.Identity.EndpointHost} gave no reply within {_options.RequestTimeout} ('request-timeout').");
        }
        catch (BrokenCircuitException paused)
        {
            return new Reply.Failed(FailureKind.Transient, $"Requests to {_teacher.Identity.EndpointHost} pause because most recent ones were disturbed.")
            {
                RetryAfter = paused.RetryAfter,
                WasSent = false,
            };
        }
    }

    private sealed record Landing(CancellationTokenSource Sending, TimeSpan Grace)
    {
        public void Begin()
        {
            if (Grace == TimeSpan.Zero) Sending.Cancel();
            else Sending.CancelAfter(Grace);
        }
    }
}
