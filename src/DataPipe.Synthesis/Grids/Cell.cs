namespace DataPipe.Synthesis.Grids;

/// <summary>A cell of a grid.</summary>
/// <param name="Round">Round that asks, from 1.</param>
/// <param name="Name">Its values with bars between: what it is counted under.</param>
/// <param name="Text">The axes and their values, one a line, as prompts have them.</param>
/// <param name="Missing">Instructions that it lacks.</param>
internal sealed record Cell(int Round, string Name, string Text, int Missing)
{
    /// <summary>All cells of some axes, the last axis turning fastest.</summary>
    public static IReadOnlyList<Cell> All(IReadOnlyDictionary<string, IReadOnlyList<string>> axes, int perCell)
    {
        List<(string Name, string Text)> cells = [("", "")];
        foreach (var (axis, values) in axes)
            cells = [.. cells.SelectMany(c => values.Select(v => (c.Name.Length == 0 ? v : $"{c.Name} | {v}", c.Text.Length == 0 ? $"{Title(axis)}: {v}" : $"{c.Text}\n{Title(axis)}: {v}")))];
        return [.. cells.Select(c => new Cell(1, c.Name, c.Text, perCell))];
    }

    private static string Title(string axis) => axis.Length == 0 ? "" : char.ToUpperInvariant(axis[0]) + axis[1..].Replace('-', ' ');
}
