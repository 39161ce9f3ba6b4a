using System.Text.Json;
using DataPipe.Synthesis.Verifying.Constraints;

namespace DataPipe.Synthesis.Verifying;

/// <summary>What a right answer is checked against. As text in a sample: JSON with <c>kind</c>, or anything else, which is the answer itself.</summary>
public sealed record GroundTruth
{
    /// <summary>The kind of truth that is an answer, compared as a mathematician would: numbers, fractions, sets, units.</summary>
    public const string AnswerKind = "answer";

    /// <summary>The kind of truth that is a list of constraints.</summary>
    public const string ConstraintsKind = "constraints";

    /// <summary>The kind of truth that is a program that ends well when the answer's code does.</summary>
    public const string TestsKind = "tests";

    /// <summary><c>answer</c>, <c>constraints</c> or <c>tests</c>.</summary>
    public string Kind { get; init; } = AnswerKind;

    /// <summary>The right answer, of the kind <c>answer</c>.</summary>
    public string? Answer { get; init; }

    /// <summary>All that must hold, of the kind <c>constraints</c>.</summary>
    public IReadOnlyList<Constraint>? Constraints { get; init; }

    /// <summary>Language of the tests, <c>python</c> or <c>javascript</c>, of the kind <c>tests</c>.</summary>
    public string? Language { get; init; }

    /// <summary>The tests, which follow the answer's code and fail by an exception, of the kind <c>tests</c>.</summary>
    public string? Tests { get; init; }

    /// <summary>As a sample holds it.</summary>
    public string Write() => JsonSerializer.Serialize(this, GroundTruthJson.Default.GroundTruth);

    /// <summary>Reads what a sample holds.</summary>
    /// <exception cref="FormatException">It looks like JSON with a kind, but is none that is known.</exception>
    public static GroundTruth Read(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (!trimmed.StartsWith("{") || !trimmed.Contains("\"kind\"", StringComparison.Ordinal)) return new GroundTruth { Answer = text.Trim() };
        try
        {
            var truth = JsonSerializer.Deserialize(trimmed, GroundTruthJson.Default.GroundTruth) ?? throw new FormatException("the ground truth is null");
            var isWhole = truth.Kind switch { AnswerKind => truth.Answer is not null, ConstraintsKind => truth.Constraints is { Count: > 0 }, TestsKind => truth.Tests is not null && truth.Language is not null, _ => false };
            return isWhole ? truth : throw new FormatException($"a ground truth of the kind '{truth.Kind}' is unknown or lacks its content");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"the ground truth is broken: {broken.Message}", broken);
        }
    }
}
