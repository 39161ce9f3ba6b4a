namespace DataPipe.Synthesis.Recipes;

/// <summary>How what a recipe made is kept: one thing after another, each against all before it.</summary>
/// <param name="Target">Samples to keep.</param>
/// <param name="Rounds">Rounds at most; once the target is reached, those left do nothing.</param>
/// <param name="NoveltyThreshold">Largest ROUGE-L F (0..1) of an instruction to any of the pool or kept before; at exactly this value it is kept. Null compares whole texts alone.</param>
/// <param name="KnowsPool">Whether the inputs are in the pool that novelty is against.</param>
internal sealed record PoolRules(int Target, int Rounds, double? NoveltyThreshold, bool KnowsPool)
{
    /// <summary>The groups that samples are wanted of, by the names of their tasks; what is of another group is kept without a quota. Empty for no groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Samples to keep of each group.</summary>
    public int PerGroup { get; init; } = int.MaxValue;

    /// <summary>Whether a report of the groups lies beside the dataset, in the folder <c>coverage</c>, as JSON Lines.</summary>
    public bool ReportsCoverage { get; init; }
}
