using System.ComponentModel.DataAnnotations;

namespace DataPipe.Teachers;

/// <summary>One of several endpoints of a teacher's model. What is null is as the teacher's options have it.</summary>
public sealed record TeacherEndpoint
{
    /// <summary>Address of the endpoint, such as <c>http://127.0.0.1:8000/v1</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Name of the environment variable that holds the key for it.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Model, or deployment, as this endpoint names it.</summary>
    public string? Model { get; init; }

    /// <summary>Requests allowed per minute.</summary>
    [Range(1, 1_000_000_000)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens of prompts and answers allowed per minute.</summary>
    [Range(1, 1_000_000_000_000)]
    public long? TokensPerMinute { get; init; }
}
