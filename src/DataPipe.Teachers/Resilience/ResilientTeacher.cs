using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace DataPipe.Teachers.Resilience;

/// <summary>
/// Asks another teacher patiently: limits how many requests are under way and how long each takes, repeats what may succeed later as the
/// provider asks for it, and pauses when most attempts are disturbed. Never repeats what cannot succeed.
/// </summary>
public sealed class ResilientTeacher : ITeacher, IDisposable
{
    private static readonly ResiliencePropertyKey<ulong> PromptKey = new("prompt");

    private readonly ITeacher _inner;
    private readonly TeacherOptions _options;
    private readonly SemaphoreSlim _slots;
    private readonly ResiliencePipeline<Reply> _attempts;
    private readonly ResiliencePipeline<Reply> _attempt;

    /// <summary>Wraps a teacher and takes over its disposal. Throws <see cref="TeacherConfigurationException"/> for options out of range.</summary>
    /// <param name="inner">The teacher to ask.</param>
    /// <param name="options">How patiently to ask.</param>
    /// <param name="time">The clock of all waits.</param>
    public ResilientTeacher(ITeacher inner, TeacherOptions options, TimeProvider time)
    {
        TeacherOptionRules.Check(options);
        _inner = inner;
        _options = options;
        _slots = new SemaphoreSlim(options.MaxConcurrency);

        var attempts = new ResiliencePipelineBuilder<Reply> { TimeProvider = time };
        if (options.MaxAttempts > 1)
        {
            attempts.AddRetry(new RetryStrategyOptions<Reply>
            {
                MaxRetryAttempts = options.MaxAttempts - 1,
                ShouldHandle = arguments => ValueTask.FromResult(MaySucceedLater(arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Delay(arguments)),
            });
        }

        _attempts = attempts.Build();
        _attempt = new ResiliencePipelineBuilder<Reply> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Reply>
            {
                FailureRatio = options.BreakerFailureFraction,
                MinimumThroughput = options.BreakerMinAttempts,
                SamplingDuration = options.BreakerWindow,
                BreakDuration = options.BreakerPause,
                ShouldHandle = static arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is TimeoutRejectedException
                    || arguments.Outcome.Result is Reply.Failed { Kind: FailureKind.Transient }),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.RequestTimeout })
            .Build();
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity => _inner.Identity;

    /// <inheritdoc/>
    public string Id => _inner.Id;

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        if (PromptRules.FaultOf(prompt) is { } fault)
            return new Reply.Failed(FailureKind.InvalidRequest, fault);

        var made = 0;
        var context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(PromptKey, PromptHash.Of(prompt, _options.Seed));
        try
        {
            var reply = await _attempts.ExecuteAsync(
                async inner =>
                {
                    made++;
                    return await AttemptAsync(prompt, inner.CancellationToken);
                },
                context);
            return reply with { Attempts = made };
        }
        catch (TimeoutRejectedException)
        {
            return new Reply.Failed(FailureKind.Transient, $"No reply within {_options.RequestTimeout}.") { Attempts = made };
        }
        catch (BrokenCircuitException paused)
        {
            return new Reply.Failed(FailureKind.Transient, $"Requests to {Identity.EndpointHost} pause because most recent ones were disturbed.")
            {
                Attempts = made,
                RetryAfter = paused.RetryAfter,
            };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Disposes of the wrapped teacher.</summary>
    public void Dispose()
    {
        (_inner as IDisposable)?.Dispose();
        _slots.Dispose();
    }

    private async Task<Reply> AttemptAsync(Prompt prompt, CancellationToken cancellation)
    {
        // The slot is taken before the timeout starts and given back before any wait: neither queueing nor backing off uses the other up.
        await _slots.WaitAsync(cancellation);
        try
        {
            return await _attempt.ExecuteAsync(
                static async (state, token) => await state._inner.AskAsync(state.prompt, token),
                (_inner, prompt),
                cancellation);
        }
        finally
        {
            _slots.Release();
        }
    }

    private bool MaySucceedLater(Outcome<Reply> outcome) => outcome switch
    {
        { Exception: TimeoutRejectedException or BrokenCircuitException } => true,
        { Result: Reply.Failed { Kind: FailureKind.RateLimited or FailureKind.Transient } failed } =>
            failed.RetryAfter is null || failed.RetryAfter <= _options.MaxRetryAfter,
        _ => false,
    };

    private TimeSpan Delay(RetryDelayGeneratorArguments<Reply> arguments)
    {
        var prompt = arguments.Context.Properties.GetValue(PromptKey, 0UL);
        var spread = Chance.FractionOf(Chance.Mix(prompt, (ulong)arguments.AttemptNumber));
        var asked = arguments.Outcome.Exception is BrokenCircuitException paused
            ? paused.RetryAfter
            : (arguments.Outcome.Result as Reply.Failed)?.RetryAfter;
        return Backoff.Wait(_options, arguments.AttemptNumber, asked, spread);
    }
}
