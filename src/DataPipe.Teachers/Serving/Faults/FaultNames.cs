namespace DataPipe.Teachers.Serving.Faults;

/// <summary>The names of faults on the command line and in statistics.</summary>
public static class FaultNames
{
    private static readonly (Fault Fault, string Name, string Meaning)[] Known =
    [
        (Fault.RateLimited, "429", "status 429 with Retry-After: 1"),
        (Fault.RateLimitedSilently, "429-silent", "status 429 without Retry-After"),
        (Fault.InternalError, "500", "status 500"),
        (Fault.BadGateway, "502", "status 502 with an HTML page"),
        (Fault.Unavailable, "503", "status 503"),
        (Fault.Overloaded, "529", "status 529, overloaded"),
        (Fault.Hang, "hang", "no response until the client gives up"),
        (Fault.Reset, "reset", "connection reset in the middle of the body"),
        (Fault.Drip, "drip", "the body trickles"),
        (Fault.InvalidJson, "invalid-json", "a body that is not JSON"),
        (Fault.Truncated, "truncated", "half an answer, finish reason length"),
        (Fault.ContentFilter, "content-filter", "the answer is withheld"),
        (Fault.WrongModel, "wrong-model", "an answer that names another model"),
        (Fault.DuplicateId, "duplicate-id", "an answer under an earlier answer's ids"),
    ];

    /// <summary>Every fault with its name and what it does, in one order.</summary>
    public static IReadOnlyList<(Fault Fault, string Name, string Meaning)> All => Known;

    /// <summary>The name of a fault.</summary>
    public static string Of(Fault fault) => Array.Find(Known, known => known.Fault == fault).Name;

    /// <summary>The fault of a name; null when there is none.</summary>
    public static Fault? Parse(string name)
    {
        foreach (var known in Known)
        {
            if (known.Name == name)
                return known.Fault;
        }

        return null;
    }
}
