using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Serving;

/// <summary>Holds requests and tokens to their limits per minute and says so in the headers.</summary>
internal sealed class RateGate
{
    private readonly MinuteBudget? _requests;
    private readonly MinuteBudget? _tokens;
    private readonly TimeProvider _time;

    public RateGate(TeacherServerOptions options, TimeProvider time)
    {
        _time = time;
        _requests = options.RequestsPerMinute is { } requests ? new MinuteBudget(requests, time) : null;
        _tokens = options.TokensPerMinute is { } tokens ? new MinuteBudget(tokens, time) : null;
    }

    /// <summary>Lets a request of an estimated size through, or throws <see cref="ApiErrorException"/> after setting Retry-After.</summary>
    public void Enter(HttpContext context, long estimatedTokens)
    {
        if (_tokens is not null && estimatedTokens > _tokens.PerMinute)
        {
            throw new ApiErrorException(ApiError.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"The request needs about {estimatedTokens} tokens; the limit is {_tokens.PerMinute} per minute."), null, "request_too_large"));
        }

        if (_requests is not null && !_requests.TryTake(1, out var wait))
            throw Reject(context, "requests", _requests.PerMinute, wait);
        if (_tokens is not null && !_tokens.TryTake(estimatedTokens, out wait))
        {
            _requests?.GiveBack(1);
            throw Reject(context, "tokens", _tokens.PerMinute, wait);
        }

        WriteHeaders(context);
    }

    /// <summary>Replaces the estimate by what was used; the headers follow if they are not sent yet.</summary>
    public void Settle(HttpContext context, long estimatedTokens, long usedTokens)
    {
        _tokens?.GiveBack(estimatedTokens - usedTokens);
        WriteHeaders(context);
    }

    private ApiErrorException Reject(HttpContext context, string what, int perMinute, TimeSpan wait)
    {
        WriteHeaders(context);
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var message = string.Create(CultureInfo.InvariantCulture, $"Rate limit of {perMinute} {what} per minute reached. Please try again in {Format(wait)}.");
        return new ApiErrorException(new ApiError(StatusCodes.Status429TooManyRequests, what, message, null, "rate_limit_exceeded"));
    }

    private void WriteHeaders(HttpContext context)
    {
        Write(context, "requests", _requests);
        Write(context, "tokens", _tokens);
    }

    private void Write(HttpContext context, string what, MinuteBudget? budget)
    {
        if (budget is null || context.Response.HasStarted)
            return;
        var (left, reset) = budget.State();
        var headers = context.Response.Headers;
        if (MessagesFormat.IsAskedBy(context.Request))
        {
            headers[$"anthropic-ratelimit-{what}-limit"] = budget.PerMinute.ToString(CultureInfo.InvariantCulture);
            headers[$"anthropic-ratelimit-{what}-remaining"] = left.ToString(CultureInfo.InvariantCulture);
            headers[$"anthropic-ratelimit-{what}-reset"] = (_time.GetUtcNow() + reset).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            return;
        }

        headers[$"x-ratelimit-limit-{what}"] = budget.PerMinute.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-remaining-{what}"] = left.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-reset-{what}"] = Format(reset);
    }

    // As OpenAI writes waits: 120ms, 7.5s, 6m0s.
    private static string Format(TimeSpan wait)
    {
        var culture = CultureInfo.InvariantCulture;
        if (wait < TimeSpan.FromSeconds(1))
            return string.Create(culture, $"{Math.Ceiling(wait.TotalMilliseconds):0}ms");
        return wait < TimeSpan.FromMinutes(1)
            ? string.Create(culture, $"{wait.TotalSeconds:0.###}s")
            : string.Create(culture, $"{Math.Floor(wait.TotalMinutes):0}m{wait.Seconds}s");
    }
}
