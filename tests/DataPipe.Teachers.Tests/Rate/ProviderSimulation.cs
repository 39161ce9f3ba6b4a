using DataPipe.Teachers.Rate;

namespace DataPipe.Teachers.Tests.Rate;

/// <summary>A provider behind a network, event by event, asked by one who always has another request: no clock, no threads, the same each time.</summary>
internal sealed class ProviderSimulation
{
    private const double WarmUpSeconds = 10;

    private readonly Chance _chance = new(7);
    private readonly PriorityQueue<(Admission Admission, Reply? Reply), (double At, long Order)> _events = new();
    private long _order;

    public ProviderLimit? Requests { get; init; }

    public ProviderLimit? Tokens { get; init; }

    public bool SaysLimits { get; init; } = true;

    public bool SaysRetryAfter { get; init; } = true;

    /// <summary>Whether the provider counts the largest length of the answer, and leaves it at that.</summary>
    public bool CountsMaxTokens { get; init; }

    public int? MaxTokens { get; init; } = 600;

    public double LatencySeconds { get; init; } = 0.2;

    /// <summary>Refusals that have nothing to do with any limit.</summary>
    public double StrayRefusalFraction { get; init; }

    /// <summary>Runs for a time; the result counts what happened after the first ten seconds.</summary>
    public Outcome Run(AdaptiveLimiter limiter, double seconds)
    {
        var lane = new Lane("provider", limiter);
        double now = 0;
        long answered = 0, refused = 0, stray = 0;
        double tokens = 0;
        var next = NextSize();
        while (now < seconds)
        {
            var readyAt = lane.ReadyAt(Ticks(now), next);
            if (readyAt <= Ticks(now))
            {
                // Half of a round trip, now and then a slow one.
                _events.Enqueue((lane.Start(Ticks(now), next), null), (now + 0.01 + Jitter(), _order++));
                next = NextSize();
                continue;
            }

            var ready = readyAt == long.MaxValue ? double.MaxValue : Math.Max(readyAt / (double)TimeSpan.TicksPerSecond, Math.BitIncrement(now));
            if (_events.TryPeek(out _, out var due) && due.At <= ready)
            {
                now = due.At;
                var (admission, reply) = _events.Dequeue();
                if (reply is not null)
                {
                    lane.Finish(admission, Ticks(now), reply);
                    continue;
                }

                var isStray = _chance.Hits(StrayRefusalFraction);
                var (made, used) = Answer(admission, now, isStray);
                if (now >= WarmUpSeconds)
                {
                    answered += made is Reply.Answered ? 1 : 0;
                    refused += made is Reply.Failed && !isStray ? 1 : 0;
                    stray += isStray ? 1 : 0;
                    tokens += used;
                }

                var latency = made is Reply.Answered ? LatencySeconds * (0.5 + _chance.Fraction()) : 0.02;
                _events.Enqueue((admission, made), (now + latency, _order++));
                continue;
            }

            now = ready;
        }

        return new Outcome(answered, refused, stray, tokens, (seconds - WarmUpSeconds) / 60);
    }

    private static long Ticks(double seconds) => (long)Math.Ceiling(seconds * TimeSpan.TicksPerSecond);

    private double Jitter() => _chance.Hits(0.05) ? 0.1 * _chance.Fraction() : 0.01 * _chance.Fraction();

    private RequestSize NextSize() => new(200 + _chance.Below(1600), 1, MaxTokens);

    private (Reply Reply, double Tokens) Answer(Admission admission, double at, bool isStray)
    {
        // A token is four to five bytes here, and answers have some two hundred tokens.
        var input = (long)Math.Ceiling(admission.Size.PromptBytes / 4.5);
        var output = Math.Min(100 + _chance.Below(200), MaxTokens ?? int.MaxValue);
        var counted = input + (CountsMaxTokens ? MaxTokens!.Value : output);
        var isOver = false;
        double wait = 0;
        if (Requests is { } requests && !requests.Admits(at, 1, out var requestWait))
            (isOver, wait) = (true, requestWait);
        if (Tokens is { } tokens && !tokens.Admits(at, counted, out var tokenWait))
            (isOver, wait) = (true, Math.Max(wait, tokenWait));
        if (isOver || isStray)
        {
            return (new Reply.Failed(FailureKind.RateLimited, "slow down")
            {
                Status = 429,
                RetryAfter = SaysRetryAfter ? TimeSpan.FromSeconds(isOver ? Math.Ceiling(wait) : 1) : null,
                Limits = Said(at),
            }, 0);
        }

        Requests?.Take(at, 1);
        Tokens?.Take(at, counted);
        var reply = new Reply.Answered([new Choice("fine", FinishReason.Stop, [])], new Usage(input, output, 0), "m", null) { Limits = Said(at) };
        return (reply, counted);
    }

    private RateLimits? Said(double at)
    {
        if (!SaysLimits)
            return null;
        var (requestsLeft, requestsReset) = Requests?.State(at) ?? default;
        var (tokensLeft, tokensReset) = Tokens?.State(at) ?? default;
        return new RateLimits
        {
            LimitRequests = (long?)Requests?.PerMinute,
            RemainingRequests = Requests is null ? null : (long)requestsLeft,
            ResetRequests = Requests is null ? null : TimeSpan.FromSeconds(requestsReset),
            LimitTokens = (long?)Tokens?.PerMinute,
            RemainingTokens = Tokens is null ? null : (long)tokensLeft,
            ResetTokens = Tokens is null ? null : TimeSpan.FromSeconds(tokensReset),
        };
    }

    /// <summary>What happened after the first ten seconds.</summary>
    internal sealed record Outcome(long Answered, long Refused, long Stray, double Tokens, double Minutes)
    {
        public double AnsweredPerMinute => Answered / Minutes;

        public double TokensPerMinute => Tokens / Minutes;

        public double RefusedFraction => (double)Refused / (Answered + Refused + Stray);
    }
}
