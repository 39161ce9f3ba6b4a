using System.Globalization;
using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.Recipes;

/// <summary>Every request of a round is a seed: a draw from the pool of the inputs.</summary>
/// <param name="rounds">Rounds.</param>
/// <param name="drawsPerRound">Requests of a round.</param>
/// <param name="drawsPerTask">Requests of a task.</param>
/// <param name="needsPool">Whether an empty pool is a fault.</param>
internal sealed class DrawSeeds(int rounds, int drawsPerRound, int drawsPerTask, bool needsPool) : ISeeds<Draw>
{
    private const string Round = "round";

    public IReadOnlyList<TaskSpec> Tasks(string phase, int round, IReadOnlyList<StageInput> inputs)
    {
        var pool = Pool(inputs);
        var arguments = new Dictionary<string, string> { [Round] = round.ToString(CultureInfo.InvariantCulture) };
        var tasks = (int)(((long)drawsPerRound + drawsPerTask - 1) / drawsPerTask);
        return [.. Enumerable.Range(0, tasks).Select(i => new TaskSpec(phase, i, pool, arguments))];
    }

    public async Task<IReadOnlyList<Draw>> ReadAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        List<Sample> pool = [];
        foreach (var input in task.Inputs)
            await foreach (var batch in context.ReadAsync<Sample>(input, cancellation))
                for (var i = 0; i < batch.Count; i++)
                    if (InstructionPool.TextOf(batch[i]).Length > 0)
                        pool.Add(batch[i]);
        if (needsPool && pool.Count == 0)
            throw new FaultException("DP2014", $"stage '{context.Stage}' was given no seed instruction: its 'from' needs samples with an instruction", null);
        var round = int.Parse(task.Arguments[Round], CultureInfo.InvariantCulture);
        var first = task.Index * drawsPerTask;
        return [.. Enumerable.Range(first, Math.Min(drawsPerTask, drawsPerRound - first)).Select(number => new Draw(round, number, pool))];
    }

    public string IdOf(Draw seed) => string.Create(CultureInfo.InvariantCulture, $"draw/{seed.Round}/{seed.Number}");

    // What a draw shows of the pool is chosen by the recipe, which names it as parents.
    public string? UseOf(Draw seed) => null;

    public async Task<SeedVolume?> MeasureAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation)
    {
        if (inputs is null) return null;
        var (count, bytes, questions, most) = (0L, 0L, 0L, 0L);
        foreach (var input in Pool(inputs))
            await foreach (var batch in records.ReadAsync<Sample>(input, cancellation))
                for (var i = 0; i < batch.Count; i++)
                {
                    // What is shown of a sample may be its instruction beside its whole text; mostly it is the text.
                    var size = batch[i].SizeBytes;
                    questions += Encoding.UTF8.GetByteCount(InstructionPool.TextOf(batch[i])) + Encoding.UTF8.GetByteCount(batch[i].Task.Input);
                    (count, bytes, most) = (count + 1, bytes + size, Math.Max(most, size + Encoding.UTF8.GetByteCount(batch[i].Task.Instruction)));
                }

        return new SeedVolume((long)rounds * drawsPerRound, count == 0 ? 0 : (double)bytes / count, most, 1) { MeanQuestionBytes = count == 0 ? 0 : (double)questions / count };
    }

    private static List<TaskInput> Pool(IReadOnlyList<StageInput> inputs) =>
        [.. inputs.SelectMany((input, dataset) => input.Shards.Select(shard => new TaskInput(dataset, shard)))];
}
