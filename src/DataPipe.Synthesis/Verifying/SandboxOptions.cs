using System.ComponentModel.DataAnnotations;

namespace DataPipe.Synthesis.Verifying;

/// <summary>What code that a model wrote may use when it is tested.</summary>
public sealed record SandboxOptions
{
    /// <summary>Time for one program, from its start to its end. Source: ours.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Address space of a Python program, or heap of a JavaScript one, in bytes. Source: ours.</summary>
    [Range(16 << 20, long.MaxValue)] public long MemoryBytes { get; init; } = 1L << 30;

    /// <summary>
    /// Whether code runs only where the system isolates it: namespaces of its own without a network, other processes or a writable disk, by <c>unshare</c>. Off, it runs with the rights of the account that runs the
    /// pipeline, within limits of time and memory alone: only for code that you trust.
    /// </summary>
    public bool RequireIsolation { get; init; } = true;

    /// <summary>Programs under test at a time in one task. Source: ours.</summary>
    [Range(1, 256)] public int MaxConcurrency { get; init; } = 2;
}
