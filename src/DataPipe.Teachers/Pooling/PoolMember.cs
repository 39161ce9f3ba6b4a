namespace DataPipe.Teachers.Pooling;

/// <summary>One way to a model: an endpoint with a key.</summary>
/// <param name="Name">What messages call it: the endpoint's host, and the name of the key's variable where several keys are in use.</param>
/// <param name="Teacher">Asks it once per prompt.</param>
public sealed record PoolMember(string Name, ITeacher Teacher)
{
    /// <summary>What tells the way from others, the same for all teachers that take it; null for one that nobody shares. Holds no key.</summary>
    public string? Way { get; init; }

    /// <summary>Requests allowed per minute; null to learn it from the provider.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens of prompts and answers allowed per minute; null to learn it from the provider.</summary>
    public long? TokensPerMinute { get; init; }
}
