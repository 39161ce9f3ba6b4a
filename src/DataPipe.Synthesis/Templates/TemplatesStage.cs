using System.Globalization;
using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Templates;

/// <summary>
/// Turns rows of data sets into instructions by templates and mixes the sets by temperature and cap. A first task for each file counts its rows; then each file gives the rows whose chance is among the
/// smallest of its set: the same for any order of tasks.
/// </summary>
internal sealed class TemplatesStage(TemplatesOptions options, IReadOnlyList<TemplatesStage.SetFiles> sets, ChainPlan steps) : IStage
{
    private const string Count = "count";
    private const string Write = "write";
    private const string Set = "set";

    public static readonly DropReason OutsideMixture = new("outside-mixture");
    public static readonly DropReason EmptyTarget = new("empty-target");

    /// <summary>A set with its files and templates.</summary>
    internal sealed record SetFiles(string Name, TemplatedSet Options, IReadOnlyList<InputFile> Files, IReadOnlyList<TaskTemplate> Templates);

    public DatasetSchema Output => steps.Output;

    public static IStage Create(TemplatesOptions options, IStageSetup setup)
    {
        if (options.Sets.Count == 0) setup.Faults.Add("DP1307", "'sets' names no data set", setup.At("sets"));
        List<SetFiles> sets = [];
        foreach (var (name, set) in options.Sets.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (set.Files.Count == 0) setup.Faults.Add("DP1209", $"'files' of the set '{name}' names no file", setup.At("sets"));
            sets.Add(new SetFiles(name, set, setup.Files(set.Files, "sets"), set.Templates is { } file ? TaskTemplate.Load(setup, file, "sets") : []));
        }

        return new TemplatesStage(
            options, sets,
            ChainPlan.Build(new DatasetSchema(RecordType.Sample, [new("template", NoteType.Text, "Name and hash of the template."), new("shots", NoteType.Integer, "Examples shown before the question.")]), setup.Steps, setup.Faults));
    }

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskSpec> count = [], write = [];
        for (var set = 0; set < sets.Count; set++)
            foreach (var file in sets[set].Files)
            {
                var arguments = new Dictionary<string, string> { [Set] = set.ToString(CultureInfo.InvariantCulture) };
                count.Add(new TaskSpec(Count, count.Count, [TaskInput.File(file)], arguments));
                write.Add(new TaskSpec(Write, write.Count, [TaskInput.File(file)], arguments));
            }

        return [new Phase(Count, count), new Phase(Write, write)];
    }

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var at = int.Parse(task.Arguments[Set], CultureInfo.InvariantCulture);
        var set = sets[at];
        var file = set.Files.First(f => f.Path == task.Inputs[0].Shard.Name);
        if (task.Phase == Count)
        {
            // Eight bytes a row: what chance a row has, by which the smallest are chosen over all files of a set.
            List<ulong> ranks = [];
            await foreach (var row in TemplatedRows.ReadAsync(set, file, context, warn: false, cancellation)) ranks.Add(RankOf(row, context.Seed));
            await using var writer = await context.CreateWorkFileAsync(cancellation);
            await writer.Stream.WriteAsync(System.Runtime.InteropServices.MemoryMarshal.AsBytes<ulong>(ranks.ToArray()).ToArray(), cancellation);
            await context.CommitWorkAsync(writer, Count, cancellation);
            return;
        }

        var limits = await LimitsAsync(context, cancellation);
        context.Tally.Expect([Write]);
        await using var flow = new RecordFlow<Sample>(context, steps);
        Queue<TemplatedRow> shown = new();
        await foreach (var row in TemplatedRows.ReadAsync(set, file, context, warn: true, cancellation))
        {
            var sample = SampleOf(set, row, [.. shown], context.Seed).CountTokens(context.TokenCounter);
            if (RankOf(row, context.Seed) > limits[at]) await flow.DropAsync(sample, Write, OutsideMixture, cancellation);
            else if (sample.Messages.Count < 2) await flow.DropAsync(sample, Write, EmptyTarget, cancellation);
            else await flow.OfferAsync(sample, cancellation);
            // Rows before this one are what its few-shot form shows: of the same file, and never itself.
            shown.Enqueue(row);
            if (shown.Count > options.Shots) shown.Dequeue();
        }

        await flow.CommitAsync(cancellation);
    }

    // The largest rank that each set still takes; ranks are 64 bits of a hash, so that no two rows share one but by a miracle.
    private async Task<List<ulong>> LimitsAsync(ITaskContext context, CancellationToken cancellation)
    {
        List<List<ulong>> ranks = [];
        var next = 0;
        foreach (var set in sets)
        {
            List<ulong> all = [];
            foreach (var _ in set.Files)
                foreach (var work in context.FindWork(Count, next++, Count))
                {
                    await using var stream = await context.OpenWorkAsync(work, cancellation);
                    using var bytes = new MemoryStream();
                    await stream.CopyToAsync(bytes, cancellation);
                    all.AddRange(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
                }

            all.Sort();
            ranks.Add(all);
        }

        var shares = MixtureShares.Of([.. ranks.Select(r => (long)r.Count)], [.. sets.Select(s => s.Options.Weight)], options.MaxExamples, options.Temperature, options.Samples);
        return [.. ranks.Select((r, i) => shares[i] == 0 ? 0UL : r[(int)shares[i] - 1])];
    }

    private static ulong RankOf(TemplatedRow row, long seed) => Math.Max(1, Chance.Bits($"{row.Id}/mixture", seed));

    private Sample SampleOf(SetFiles set, TemplatedRow row, IReadOnlyList<TemplatedRow> before, long seed)
    {
        var shots = before.Count > 0 && Chance.Of($"{row.Id}/shots", seed) < options.FewShotFraction ? before : [];
        var input = shots.Count == 0 ? row.Input : $"{string.Join("\n\n", shots.Select(s => $"{s.Input}\n{s.Target}"))}\n\n{row.Input}";
        ChatMessage[] messages = row.Target.Length == 0 ? [new("user", input)] : [new("user", input), new("assistant", row.Target)];
        return new Sample(row.Id, messages, new TaskLabel(set.Name, input, "", set.Options.IsClassification, 0), Provenance.Human("templates"))
        {
            Notes = new Notes([NoteValue.Of(row.Template), NoteValue.Of((long)shots.Count)]),
        };
    }
}
