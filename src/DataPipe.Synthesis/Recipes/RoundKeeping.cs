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
    private const string KeptName = "kept";
    private const string Step = "novelty";

    /// <summary>Too near to an instruction of the pool by ROUGE-L.</summary>
    public static readonly DropReason TooSimilar = new("too-similar");

    /// <summary>The same instruction and input came before.</summary>
    public static readonly DropReason Same = new("same");

    /// <summary>Enough was kept before.</summary>
    public static readonly DropReason TargetReached = new("target-reached");

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
        if (before < rules.Target)
        {
            var novelty = new Novelty();
            HashSet<string> keys = new(StringComparer.Ordinal);
            foreach (var input in task.Inputs)
                await foreach (var batch in context.ReadAsync<Sample>(input, cancellation))
                    for (var i = 0; i < batch.Count; i++)
                    {
                        keys.Add(KeyOf(batch[i]));
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
            var (similarity, nearest) = rules.NoveltyThreshold is null ? (0, null) : novelty.Nearest(text);
            if (rules.NoveltyThreshold is not null) sample = sample.WithNotes(sample.Notes.Append([NoteValue.Of(similarity), NoteValue.Of(nearest)]));
            if (kept.Count >= rules.Target) await flow.DropAsync(sample, Step, TargetReached, cancellation);
            else if (similarity > rules.NoveltyThreshold) await flow.DropAsync(sample, Step, TooSimilar, nearest, cancellation);
            else if (!keys.Add(key)) await flow.DropAsync(sample, Step, Same, cancellation);
            else
            {
                if (rules.NoveltyThreshold is not null) novelty.Add(sample.Id, text);
                kept.Add(new KeptText(sample.Id, text, key));
                await flow.OfferAsync(sample, cancellation);
            }
        }
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
