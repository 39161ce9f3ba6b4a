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
    private readonly ResiliencePipeline<Reply> _pipeline;

    public MemberCall(ITeacher teacher, Lane lane, DispatchQueue queue, TeacherOptions options, TimeProvider time)
    {
        _teacher = teacher;
        _queue = queue;
        _options = options;
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
    public async Task<Reply> AskAsync(Prompt prompt, Admission admission, CancellationToken cancellation)
    {
        Reply? reply = null;
        try
        {
            reply = await ReplyAsync(prompt, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (reply is null)
                _queue.GiveUp(admission);
        }

        reply = _queue.Leave(admission, reply);
        return reply is Reply.Failed failed && ConnectionFault.IsBeforeSending(failed.Code) ? failed with { WasSent = false } : reply;
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
}
