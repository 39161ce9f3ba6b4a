namespace DataPipe.Core.Stages;

/// <summary>What went in, what was dropped why, what came out: the stuff of every funnel.</summary>
/// <param name="RecordsIn">Records read.</param>
/// <param name="TokensIn">Their tokens.</param>
/// <param name="BytesIn">Their text in bytes.</param>
/// <param name="RecordsOut">Records written to the dataset.</param>
/// <param name="TokensOut">Their tokens.</param>
/// <param name="Dropped">Drops by step and reason, by step in the order of <see cref="Steps"/>, then by reason.</param>
/// <param name="Warnings">Warnings by kind.</param>
public sealed record Tally(
    long RecordsIn, long TokensIn, long BytesIn, long RecordsOut, long TokensOut, IReadOnlyList<TallyLine> Dropped, IReadOnlyList<WarningLine> Warnings)
{
    /// <summary>Warning texts kept of each kind.</summary>
    public const int ExamplesKept = 5;

    /// <summary>The steps in running order, those that dropped nothing included, behind those under which the stage drops by itself.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Nothing.</summary>
    public static Tally Empty { get; } = new(0, 0, 0, 0, 0, [], []);

    /// <summary>The sum of several, such as those of a stage's tasks in their order.</summary>
    public static Tally Sum(IEnumerable<Tally> tallies)
    {
        var sum = new TallyBuilder();
        foreach (var tally in tallies) sum.Add(tally);
        return sum.Build();
    }
}
