namespace DataPipe.Curation.Decontamination.Benchmarks;

/// <summary>Where the parts of an item stand in the records of a benchmark's files. A name may lead with dots through objects and lists; of several names all that are there count.</summary>
public sealed record BenchmarkFields
{
    /// <summary>Fields that name the item in reports; the first that is there counts, and without any the item is called by file and row. Source: ours.</summary>
    public IReadOnlyList<string> Id { get; init; } = [];

    /// <summary>Fields of passages that questions are about. Source: ours.</summary>
    public IReadOnlyList<string> Passages { get; init; } = [];

    /// <summary>Fields of questions, problems or prompts. Source: ours.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>Fields of the answers to choose from: looked for only behind a question that is too short to be looked for alone. Source: ours.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Fields of answers and solutions: looked for alone where they are long enough, and behind a question that is too short. Source: ours.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>What stands in questions for a gap that the options fill, as in WinoGrande; null when there are none. Source: ours.</summary>
    public string? Blank { get; init; }
}
