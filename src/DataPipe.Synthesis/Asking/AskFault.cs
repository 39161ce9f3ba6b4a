using DataPipe.Core.Faults;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Asking;

/// <summary>Why there is no answer, as a fault with the setting to change.</summary>
internal static class AskFault
{
    /// <summary>The fault of a failure.</summary>
    /// <param name="who">Who was asked: its name in the pipeline, provider, model and host.</param>
    /// <param name="failed">What it came to.</param>
    public static FaultException Of(string who, Reply.Failed failed) => failed.Kind switch
    {
        FailureKind.Unauthorised => Of("DP5001", $"{who} refused the credentials: {failed.Message} Set the environment variable that its 'api-key-variable' names to a key that may use this model"),
        FailureKind.InvalidRequest => Of("DP5002", $"{who} does not accept the request: {failed.Message} Check its 'model' and 'endpoint', and the sampling options of the stage"),
        FailureKind.QuotaExhausted => Of("DP5004", $"{who} has no credit left: {failed.Message} Add credit or name another teacher in 'teachers', then run again: finished tasks are not asked twice"),
        FailureKind.RateLimited or FailureKind.Transient => Of("DP5003", $"{who} could not answer after {failed.Attempts} attempts: {failed.Message} Run again to go on where it stopped; raise its 'max-attempts' or lower its 'max-concurrency' when it happens often"),
        FailureKind.BudgetExhausted => Of("DP5006", $"{who} was not asked: {failed.Message}"),
        FailureKind.LedgerMiss => Of("DP5007", $"{who} may not be asked: {failed.Message}"),
        _ => Of("DP5005", $"{who} failed for good: {failed.Message} Check its 'kind', 'model' and 'endpoint'"),
    };

    private static FaultException Of(string code, string message) => new(code, message, null);
}
