using System.Globalization;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Preferences;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Recipes;

/// <summary>Every record of the input is a seed; a task has a slice of a shard.</summary>
/// <typeparam name="T">Record type.</typeparam>
/// <param name="recordsPerTask">Records of a slice.</param>
internal sealed class RecordSeeds<T>(int recordsPerTask) : ISeeds<T> where T : class, IRecord<T>
{
    private const string From = "from";

    public IReadOnlyList<TaskSpec> Tasks(string phase, int round, IReadOnlyList<StageInput> inputs)
    {
        List<TaskSpec> tasks = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                for (long from = 0; from < shard.Records; from += recordsPerTask)
                    tasks.Add(new TaskSpec(
                        phase, tasks.Count, [new TaskInput(dataset, shard)], new Dictionary<string, string> { [From] = from.ToString(CultureInfo.InvariantCulture) }));
        return tasks;
    }

    public async Task<IReadOnlyList<T>> ReadAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var from = long.Parse(task.Arguments[From], CultureInfo.InvariantCulture);
        List<T> records = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        long row = 0;
        await foreach (var batch in context.ReadAsync<T>(task.Inputs[0], cancellation))
        {
            for (var i = 0; i < batch.Count; i++, row++)
            {
                if (row < from || row >= from + recordsPerTask) continue;
                if (ids.Add(batch[i].Id)) records.Add(batch[i]);
                else context.Warn("duplicate-id", $"record '{batch[i].Id}' came before, so this one is passed over");
            }

            if (row >= from + recordsPerTask) break;
        }

        return records;
    }

    public string IdOf(T seed) => seed.Id;

    public string? UseOf(T seed) => seed is Sample sample ? PermittedUse.OfRecord(sample.Provenance.Use, sample.Provenance.Teacher) : null;

    public async Task<SeedVolume?> MeasureAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation)
    {
        if (inputs is null) return null;
        var (count, bytes, most, turns) = (0L, 0L, 0L, 1);
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                await foreach (var batch in records.ReadAsync<T>(new TaskInput(dataset, shard), cancellation))
                    for (var i = 0; i < batch.Count; i++)
                    {
                        count++;
                        bytes += SizeOf(batch[i]);
                        most = Math.Max(most, batch[i].SizeBytes);
                        if (batch[i] is Sample sample) turns = Math.Max(turns, sample.Messages.Count);
                    }

        return new SeedVolume(count, count == 0 ? 0 : (double)bytes / count, most, turns);
    }

    // Of a sample the question: answers that it has already are not shown.
    private static long SizeOf(T seed) => seed is Sample sample && Conversation.PromptOf(sample) is { Count: > 0 } prompt ? ChatMessage.CountBytes(prompt) : seed.SizeBytes;
}
