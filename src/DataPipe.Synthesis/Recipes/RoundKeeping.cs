using System.Globalization;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.Recipes;

/// <summary>Ends a round of a recipe: reads what its tasks made, in their order, and keeps one after another what is new.</summary>
internal sealed class RoundKeeping(PoolRules rules, IReadOnlyList<NoteColumn> columns, IReadOnlyList<string> recipeSteps, ChainPlan steps)
{
    public const string MadeName = "made";
    public const string KeptName = "kept";
    private const string Step = "novelty";
    private const int MaxChars = 1 << 15;

    /// <summary>Too near to an instruction of the pool by ROUGE-L.</summary>
    public static readonly DropReason TooSimilar = new("too-similar");

    /// <summary>The same instruction and input came before.</summary>
    public static readonly DropReason Same = new("same");

    /// <summary>Enough was kept before.</summary>
    public static readonly DropReason TargetReached = new("target-reached");

    /// <summary>The instruction is longer than any is, and would make every comparison after it slow.</summary>
    public static readonly DropReason TooLong = new("too-long");

    /// <summary>Its group has as many as are wanted.</summary>
    public static readonly DropReason GroupFull = new("group-full");

    /// <summary>Annotations by novelty.</summary>
    public static IReadOnlyList<NoteColumn> Columns => SelfInstructStage.Columns;

    /// <summary>Schema of what tasks make: the recipe's columns, and why something is dropped.</summary>
    public DatasetSchema WorkSchema { get; } = Rejects.Schema(new DatasetSchema(RecordType.Sample, columns));

    public static string MakePhase(int round) => string.Create(CultureInfo.InvariantCulture, $"make-{round}");

    public static string KeepPhase(int round) => string.Create(CultureInfo.InvariantCulture, $"keep-{round}");

    /// <summary>A row between the phases.</summary>
    public Sample WorkRow(Made made)
    {
        var notes = new NoteValue[WorkSchema.Notes.Count];
        for (var i = 0; i < columns.Count; i++) notes[i] = made.Sample.Notes[i];
        notes[^3] = NoteValue.Of(made.Step);
        notes[^2] = NoteValue.Of(made.IsKept ? null : made.Reason.Name);
        notes[^1] = NoteValue.Of(made.Details);
        return made.Sample.WithNotes(new Notes(notes));
    }

    /// <summary>Whether the rounds before kept enough.</summary>
    public async Task<bool> IsReachedAsync(int round, ITaskContext context, CancellationToken cancellation) =>
        round > 1 && (await KeptBeforeAsync(round, context, cancellation)).Count >= rules.Target;

    public async Task KeepAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var round = int.Parse(task.Arguments["round"], CultureInfo.InvariantCulture);
        var tasks = int.Parse(task.Arguments["tasks"], CultureInfo.InvariantCulture);
        var kept = await KeptBeforeAsync(round, context, cancellation);
        var before = kept.Count;
        context.Tally.Expect([.. recipeSteps, Step]);
        await using var flow = new RecordFlow<Sample>(context, steps);
        Dictionary<string, string> groupOfSeed = new(StringComparer.Ordinal);
        // What was made is compared with the input alone to see which of its groups it resembles.
        var input = new Novelty();
        Dictionary<string, int> inGroup = new(StringComparer.Ordinal);
        foreach (var text in kept) inGroup[text.Group] = inGroup.GetValueOrDefault(text.Group) + 1;

        if (before < rules.Target || (rules.ReportsCoverage && round == rules.Rounds))
        {
            var novelty = new Novelty();
            HashSet<string> keys = new(StringComparer.Ordinal);
            foreach (var shard in task.Inputs)
                await foreach (var batch in context.ReadAsync<Sample>(shard, cancellation))
                    for (var i = 0; i < batch.Count; i++)
                    {
                        keys.Add(KeyOf(batch[i]));
                        groupOfSeed.TryAdd(batch[i].Id, batch[i].Task.Name);
                        if (rules.ReportsCoverage) input.Add(batch[i].Id, InstructionPool.TextOf(batch[i]));
                        if (rules.NoveltyThreshold is not null) novelty.Add(batch[i].Id, InstructionPool.TextOf(batch[i]));
                    }

            foreach (var text in kept)
            {
                keys.Add(text.Key);
                if (rules.NoveltyThreshold is not null) novelty.Add(text.Id, text.Text);
            }

            for (var maker = 0; maker < tasks; maker++)
                foreach (var file in context.FindWork(MakePhase(round), maker, MadeName))
                    await foreach (var batch in context.ReadWorkAsync<Sample>(file, WorkSchema, cancellation))
                        for (var i = 0; i < batch.Count; i++)
                            await JudgeAsync(batch[i], novelty, keys);
        }

        await JsonLines.WriteAsync(context, KeptName, kept, RecipeRows.Default.KeptText, cancellation);
        await flow.CommitAsync(cancellation);
        if (rules.ReportsCoverage && round == rules.Rounds) await ReportAsync(kept, groupOfSeed, context, cancellation);
        if (round == rules.Rounds && kept.Count < rules.Target)
            context.Warn("target-not-reached", $"{kept.Count} of {rules.Target} samples after {round} rounds: raise 'rounds' or 'requests-per-round'");

        async ValueTask JudgeAsync(Sample row, Novelty novelty, HashSet<string> keys)
        {
            var (step, reason, details) = (row.Notes[columns.Count].Text, row.Notes[columns.Count + 1].Text, row.Notes[columns.Count + 2].Text);
            var notes = new NoteValue[columns.Count];
            for (var i = 0; i < notes.Length; i++) notes[i] = row.Notes[i];
            var sample = row.WithNotes(new Notes(notes));
            if (step is not null)
            {
                await flow.DropAsync(sample, step, new DropReason(reason ?? ""), details, cancellation);
                return;
            }

            var (key, text) = (KeyOf(sample), InstructionPool.TextOf(sample));
            if (text.Length > MaxChars)
            {
                if (rules.NoveltyThreshold is not null) sample = sample.WithNotes(sample.Notes.Append([NoteValue.Absent, NoteValue.Absent]));
                await flow.DropAsync(sample, Step, TooLong, cancellation);
                return;
            }

            var (similarity, nearest) = rules.NoveltyThreshold is null ? (0, null) : novelty.Nearest(text);
            if (rules.NoveltyThreshold is not null) sample = sample.WithNotes(sample.Notes.Append([NoteValue.Of(similarity), NoteValue.Of(nearest)]));
            var group = sample.Task.Name;
            if (kept.Count >= rules.Target) await flow.DropAsync(sample, Step, TargetReached, cancellation);
            else if (similarity > rules.NoveltyThreshold) await flow.DropAsync(sample, Step, TooSimilar, nearest, cancellation);
            else if (inGroup.GetValueOrDefault(group) >= rules.PerGroup) await flow.DropAsync(sample, Step, GroupFull, cancellation);
            else if (!keys.Add(key)) await flow.DropAsync(sample, Step, Same, cancellation);
            else
            {
                if (rules.NoveltyThreshold is not null) novelty.Add(sample.Id, text);
                var resembles = rules.ReportsCoverage && input.Nearest(text).Id is { } seed ? groupOfSeed.GetValueOrDefault(seed) : null;
                kept.Add(new KeptText(sample.Id, text, key, group, resembles));
                inGroup[group] = inGroup.GetValueOrDefault(group) + 1;
                await flow.OfferAsync(sample, cancellation);
            }
        }
    }

    private async Task ReportAsync(List<KeptText> kept, Dictionary<string, string> groupOfSeed, ITaskContext context, CancellationToken cancellation)
    {
        var (made, seeds, nearest) = (Count(kept.Select(k => k.Group)), Count(groupOfSeed.Values), Count(kept.Select(k => k.NearestGroup).OfType<string>()));
        HashSet<string> wanted = [.. rules.Groups];
        await using var writer = await context.CreateExtraFileAsync("coverage", cancellation);
        foreach (var group in wanted.Concat(made.Keys).Concat(seeds.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var row = new CoverageRow(
                group, wanted.Contains(group) ? Math.Min(rules.PerGroup, rules.Target) : null, made.GetValueOrDefault(group), seeds.GetValueOrDefault(group), nearest.GetValueOrDefault(group));
            await System.Text.Json.JsonSerializer.SerializeAsync(writer.Stream, row, RecipeRows.Default.CoverageRow, cancellation);
            await writer.Stream.WriteAsync("\n"u8.ToArray(), cancellation);
        }

        await context.CommitExtraAsync(writer, "coverage", ".jsonl", cancellation);

        static Dictionary<string, int> Count(IEnumerable<string> groups) => groups.GroupBy(g => g, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
    }

    private static string KeyOf(Sample sample) => RecordIds.Hash(InstructionPool.TextOf(sample), sample.Task.Input);

    private static async Task<List<KeptText>> KeptBeforeAsync(int round, ITaskContext context, CancellationToken cancellation)
    {
        List<KeptText> kept = [];
        if (round > 1)
            await foreach (var row in JsonLines.ReadAsync(context, context.FindWork(KeepPhase(round - 1), 0, KeptName), RecipeRows.Default.KeptText, cancellation))
                kept.Add(row);
        return kept;
    }
}
