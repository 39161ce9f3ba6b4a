using DataPipe.Teachers.Resilience;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Adds to a reply what the response's headers say about limits, waiting and the request's id.</summary>
internal static class ReplyHeaders
{
    public static Reply AddTo(Reply reply, WireResponse response, DateTimeOffset now)
    {
        var limits = RateLimitHeaders.Limits(response.Header, now);
        return reply switch
        {
            Reply.Failed failed => Repeatable(failed, response) with
            {
                Limits = limits,
                RequestId = response.RequestId,
                RetryAfter = failed.Kind is FailureKind.RateLimited or FailureKind.Transient
                    ? RateLimitHeaders.Wait(response.Header, now, failed.Kind == FailureKind.RateLimited ? limits : null)
                    : null,
            },
            Reply.Refused refused => refused with { Limits = limits, RequestId = response.RequestId },
            _ => reply with { Limits = limits },
        };
    }

    // The provider's explicit word on repeating goes above what the status alone suggests.
    private static Reply.Failed Repeatable(Reply.Failed failed, WireResponse response) =>
        failed.Kind == FailureKind.Transient && response.Header("x-should-retry") == "false" ? failed with { Kind = FailureKind.Permanent } : failed;
}
