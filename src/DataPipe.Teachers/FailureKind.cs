namespace DataPipe.Teachers;

/// <summary>Why a request failed, by what can be done about it.</summary>
public enum FailureKind
{
    /// <summary>Too many requests or tokens in a time window: waiting helps.</summary>
    RateLimited,

    /// <summary>The account has no credit left: waiting does not help.</summary>
    QuotaExhausted,

    /// <summary>The provider does not accept the request, or does not know the model.</summary>
    InvalidRequest,

    /// <summary>The key is missing, wrong, or not allowed to do this.</summary>
    Unauthorised,

    /// <summary>The provider or the way to it is disturbed: the same request may succeed later.</summary>
    Transient,

    /// <summary>Any other failure that repeating cannot mend.</summary>
    Permanent,

    /// <summary>The request could pass a cap of the budget and was not sent: a higher cap helps.</summary>
    BudgetExhausted,

    /// <summary>The ledger has no answer and asking is not allowed (replay): nothing was sent.</summary>
    LedgerMiss,
}
