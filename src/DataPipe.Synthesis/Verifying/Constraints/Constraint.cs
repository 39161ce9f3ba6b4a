namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Something about the form of an answer that a program can check. Which of the fields count depends on the rule.</summary>
/// <param name="Check">Name of the rule.</param>
public sealed record Constraint(string Check)
{
    /// <summary>How many.</summary>
    public int? Count { get; init; }

    /// <summary><c>at-least</c>, <c>at-most</c> or <c>exactly</c>; at least where it is left out.</summary>
    public string? Relation { get; init; }

    /// <summary>Words or texts that it speaks of.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>A text that it speaks of.</summary>
    public string? Text { get; init; }

    internal bool Compares(int found) => Relation switch { "at-most" => found <= Count, "exactly" => found == Count, _ => found >= (Count ?? 1) };
}
