namespace DataPipe.Teachers.Serving.Faults;

/// <summary>Something that goes wrong at a served request on purpose.</summary>
public enum Fault
{
    /// <summary>Status 429 with a Retry-After of one second.</summary>
    RateLimited,

    /// <summary>Status 429 that does not say how long to wait.</summary>
    RateLimitedSilently,

    /// <summary>Status 500.</summary>
    InternalError,

    /// <summary>Status 502 with a page of HTML, as proxies send it.</summary>
    BadGateway,

    /// <summary>Status 503.</summary>
    Unavailable,

    /// <summary>Status 529, by which Anthropic reports overload.</summary>
    Overloaded,

    /// <summary>No response until the client gives up. In a batch: the row expires.</summary>
    Hang,

    /// <summary>The answer is made and half of it sent; then the connection is reset.</summary>
    Reset,

    /// <summary>The whole answer, a little at a time.</summary>
    Drip,

    /// <summary>Status 200 with a body that is not JSON from the middle on.</summary>
    InvalidJson,

    /// <summary>Half an answer that says the token limit was reached.</summary>
    Truncated,

    /// <summary>The content filter withholds the answer.</summary>
    ContentFilter,

    /// <summary>A whole answer that says it comes from another model.</summary>
    WrongModel,

    /// <summary>A whole answer under the ids of an earlier one.</summary>
    DuplicateId,
}
