using System.ComponentModel.DataAnnotations;

namespace DataPipe.Teachers.Serving;

/// <summary>How a <see cref="TeacherServer"/> listens and what it allows.</summary>
public sealed record TeacherServerOptions
{
    /// <summary>Port on the loopback address; 0 takes any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; init; }

    /// <summary>Seed of the simulated teacher.</summary>
    public long Seed { get; init; }

    /// <summary>Requests allowed per minute; null for no limit.</summary>
    [Range(1, 1_000_000_000)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens of prompts and answers allowed per minute; null for no limit.</summary>
    [Range(1, 1_000_000_000)]
    public int? TokensPerMinute { get; init; }

    /// <summary>Largest request body in bytes.</summary>
    [Range(1024, 1 << 30)]
    public int MaxBodyBytes { get; init; } = 8 << 20;

    /// <summary>The key every request has to bring, as a bearer token or in the <c>api-key</c> header; null to ask for none.</summary>
    public string? RequiredApiKey { get; init; }

    /// <summary>The options in words, without the key.</summary>
    public override string ToString() =>
        $"{nameof(TeacherServerOptions)} {{ Port = {Port}, Seed = {Seed}, RequestsPerMinute = {RequestsPerMinute}, TokensPerMinute = {TokensPerMinute}, MaxBodyBytes = {MaxBodyBytes}, RequiresKey = {RequiredApiKey is not null} }}";
}
