using DataPipe.Teachers.Resilience;

namespace DataPipe.Teachers.Rate;

/// <summary>Tells the failures after which nothing else can succeed on a lane, and says in one line which setting to change.</summary>
internal static class LaneFault
{
    /// <summary>The failure, with the setting to change, when it closes the lane; null when other requests may still succeed.</summary>
    public static Reply.Failed? Of(Reply.Failed failed, string name, bool hasAnswered) => failed.Kind switch
    {
        // Some endpoints forbid single prompts with 403; a wrong key never worked.
        FailureKind.Unauthorised when !hasAnswered || failed.Status is not 403 => With(failed, $"{name} does not accept the key (set 'api-key-variable', or the variable it names)"),
        FailureKind.QuotaExhausted => With(failed, $"{name} has no credit left for the key (add credit, or set another 'api-key-variable')"),
        FailureKind.InvalidRequest when !hasAnswered && failed.Status is 404 or 405 => With(failed, $"{name} does not know the model or the path (check 'model' and 'endpoint')"),
        FailureKind.Permanent when !hasAnswered => With(failed, $"{name} cannot be used (check 'endpoint')"),
        FailureKind.Transient when !hasAnswered && failed.Code == ConnectionFault.UnknownHost => With(failed with { Kind = FailureKind.Permanent }, $"{name} has no address (check 'endpoint')"),
        _ => null,
    };

    /// <summary>The failure of a lane from which nothing at all came back, in so many tries.</summary>
    public static Reply.Failed Silent(Reply.Failed failed, string name, int tries) =>
        With(failed with { Kind = FailureKind.Permanent }, $"{name} gave no usable answer in {tries} tries (check 'endpoint')");

    private static Reply.Failed With(Reply.Failed failed, string words) => failed with { Message = $"{words}: {failed.Message}", RetryAfter = null };
}
