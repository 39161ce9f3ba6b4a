namespace DataPipe.Synthesis.Verifying;

/// <summary>What a check found.</summary>
/// <param name="Passed">Whether the answer is right.</param>
/// <param name="Detail">What failed; null when it passed.</param>
public sealed record CheckResult(bool Passed, string? Detail)
{
    /// <summary>Right.</summary>
    public static CheckResult Right { get; } = new(true, null);

    /// <summary>Wrong, with what is wrong.</summary>
    public static CheckResult Wrong(string detail) => new(false, detail);
}
