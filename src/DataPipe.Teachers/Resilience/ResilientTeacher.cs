using Polly;
using Polly.Retry;

namespace DataPipe.Teachers.Resilience;

/// <summary>
/// Asks another teacher patiently: repeats what may succeed later as the provider asks for it, within a number of attempts and a time. Never
/// repeats what cannot succeed.
/// </summary>
public sealed class ResilientTeacher : ITeacher, IDisposable
{
    private static readonly ResiliencePropertyKey<Repeats> RepeatsKey = new("repeats");

    private readonly ITeacher _inner;
    private readonly TeacherOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<Reply> _attempts;

    /// <summary>Wraps a teacher and takes over its disposal. Throws <see cref="TeacherConfigurationException"/> for options out of range.</summary>
    /// <param name="inner">The teacher to ask.</param>
    /// <param name="options">How patiently to ask.</param>
    /// <param name="time">The clock of all waits.</param>
    public ResilientTeacher(ITeacher inner, TeacherOptions options, TimeProvider time)
    {
        TeacherOptionRules.Check(options);
        _inner = inner;
        _options = options;
        _time = time;

        var attempts = new ResiliencePipelineBuilder<Reply> { TimeProvider = time };
        if (options.MaxAttempts > 1)
        {
            attempts.AddRetry(new RetryStrategyOptions<Reply>
            {
                MaxRetryAttempts = options.MaxAttempts - 1,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthRepeating(arguments)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(arguments.Context.Properties.GetValue(RepeatsKey, null!).Wait),
            });
        }

        _attempts = attempts.Build();
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity => _inner.Identity;

    /// <inheritdoc/>
    public string Id => _inner.Id;

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        if (PromptRules.FaultOf(prompt) is { } fault)
            return new Reply.Failed(FailureKind.InvalidRequest, fault) { WasSent = false };

        var repeats = new Repeats(prompt);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellation);
        context.Properties.Set(RepeatsKey, repeats);
        try
        {
            var reply = await _attempts.ExecuteAsync(
                static async (context, state) =>
                {
                    state.repeats.Attempts++;
                    return await state._inner.AskAsync(state.repeats.Prompt, context.CancellationToken).ConfigureAwait(false);
                },
                context,
                (_inner, repeats)).ConfigureAwait(false);
            return reply with { Attempts = repeats.Attempts };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Disposes of the wrapped teacher.</summary>
    public void Dispose() => (_inner as IDisposable)?.Dispose();

    private bool IsWorthRepeating(RetryPredicateArguments<Reply> arguments)
    {
        if (arguments.Outcome.Result is not Reply.Failed { Kind: FailureKind.RateLimited or FailureKind.Transient } failed)
            return false;
        if (failed.RetryAfter > _options.MaxRetryAfter)
            return false;
        var repeats = arguments.Context.Properties.GetValue(RepeatsKey, null!);
        var now = _time.GetTimestamp();
        repeats.FirstEndedAt ??= now;
        repeats.Wait = WaitBefore(failed, repeats.Prompt, arguments.AttemptNumber);
        return _time.GetElapsedTime(repeats.FirstEndedAt.Value, now) + repeats.Wait <= _options.MaxRepeatTime;
    }

    private TimeSpan WaitBefore(Reply.Failed failed, Prompt prompt, int attempt)
    {
        var spread = Chance.FractionOf(Chance.Mix(PromptHash.Of(prompt, _options.Seed), (ulong)attempt));
        return Backoff.Wait(_options, attempt, failed.RetryAfter, spread);
    }

    private sealed class Repeats(Prompt prompt)
    {
        public Prompt Prompt => prompt;

        public int Attempts { get; set; }

        public long? FirstEndedAt { get; set; }

        public TimeSpan Wait { get; set; }
    }
}
