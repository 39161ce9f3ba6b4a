using System.Globalization;
using System.Text;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Recipes;

namespace DataPipe.Synthesis.Grids;

/// <summary>Every cell that lacks something is a seed.</summary>
internal sealed class CellSeeds(IReadOnlyList<Cell> cells, GridOptions options) : ISeeds<Cell>
{
    private const string Round = "round";

    public IReadOnlyList<TaskSpec> Tasks(string phase, int round, IReadOnlyList<StageInput> inputs)
    {
        var arguments = new Dictionary<string, string> { [Round] = round.ToString(CultureInfo.InvariantCulture) };
        return [.. Enumerable.Range(0, (cells.Count + options.CellsPerTask - 1) / options.CellsPerTask).Select(i => new TaskSpec(phase, i, [], arguments))];
    }

    public async Task<IReadOnlyList<Cell>> ReadAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var round = int.Parse(task.Arguments[Round], CultureInfo.InvariantCulture);
        Dictionary<string, int> kept = new(StringComparer.Ordinal);
        if (round > 1)
            await foreach (var row in JsonLines.ReadAsync(context, context.FindWork(RoundKeeping.KeepPhase(round - 1), 0, RoundKeeping.KeptName), RecipeRows.Default.KeptText, cancellation))
                kept[row.Group] = kept.GetValueOrDefault(row.Group) + 1;
        return
        [
            .. cells.Skip(task.Index * options.CellsPerTask).Take(options.CellsPerTask)
                .Select(c => c with { Round = round, Missing = options.PerCell - kept.GetValueOrDefault(c.Name) }).Where(c => c.Missing > 0),
        ];
    }

    public string IdOf(Cell seed) => string.Create(CultureInfo.InvariantCulture, $"cell/{seed.Round}/{seed.Name}");

    public string? UseOf(Cell seed) => null;

    public Task<SeedVolume?> MeasureAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation)
    {
        double mean = cells.Count == 0 ? 0 : cells.Average(c => Encoding.UTF8.GetByteCount(c.Text));
        return Task.FromResult<SeedVolume?>(new SeedVolume(cells.Count, mean, cells.Count == 0 ? 0 : cells.Max(c => Encoding.UTF8.GetByteCount(c.Text)), 1));
    }
}
