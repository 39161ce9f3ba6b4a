using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Files;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Verifying.Constraints;

/// <summary>Puts constraints that a program can check on prompts, by chance of the prompt's id, and notes them as ground truth. Asks nobody.</summary>
internal sealed class ConstrainStage(ConstrainOptions options, IReadOnlyList<string> checks, ChainPlan steps) : IStage
{
    private const string Generator = "constrain";

    /// <summary>The sample has no question.</summary>
    public static readonly DropReason NoPrompt = new("no-prompt");

    /// <summary>The same constraints on the same prompt came before.</summary>
    public static readonly DropReason Same = new("same");

    public DatasetSchema Output => steps.Output;

    public static IStage Create(ConstrainOptions options, IStageSetup setup)
    {
        foreach (var check in options.Checks.Where(c => !ConstraintRules.Names.Contains(c)))
            setup.Faults.Add("DP1304", $"no rule for constraints is named '{check}'{NearestName.Hint(check, ConstraintRules.Names)}; there are {string.Join(", ", ConstraintRules.Names)}", setup.At("checks"));
        if (options.MinConstraints > options.MaxConstraints)
            setup.Faults.Add("DP1305", $"'min-constraints' is {options.MinConstraints} and 'max-constraints' is {options.MaxConstraints}", setup.At("min-constraints"));
        return new ConstrainStage(
            options, options.Checks.Count > 0 ? options.Checks : ConstraintRules.Names,
            ChainPlan.Build(new DatasetSchema(RecordType.Sample, [new("constraints", NoteType.Text, "Names of the rules, with commas between.")]), setup.Steps, setup.Faults));
    }

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskSpec> tasks = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                tasks.Add(new TaskSpec(Generator, tasks.Count, new TaskInput(dataset, shard)));
        return [new Phase(Generator, tasks)];
    }

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        context.Tally.Expect([Generator]);
        await using var flow = new RecordFlow<Sample>(context, steps);
        await foreach (var batch in context.ReadAsync<Sample>(task.Inputs[0], cancellation))
            for (var i = 0; i < batch.Count; i++)
            {
                var sample = batch[i].WithNotes(Notes.None);
                if (sample.Messages.LastOrDefault(m => m.Role == "user") is null)
                {
                    await flow.DropAsync(sample, Generator, NoPrompt, cancellation);
                    continue;
                }

                HashSet<string> ids = new(StringComparer.Ordinal);
                for (var variant = 0; variant < options.Variants; variant++)
                {
                    var constrained = Constrained(sample, variant, context.Seed).CountTokens(context.TokenCounter);
                    if (ids.Add(constrained.Id)) await flow.OfferAsync(constrained, cancellation);
                    else await flow.DropAsync(constrained, Generator, Same, cancellation);
                }
            }

        await flow.CommitAsync(cancellation);
    }

    /// <summary>A prompt with constraints; an answer that it has is left out, for it does not know of them.</summary>
    internal Sample Constrained(Sample sample, int variant, long seed)
    {
        var last = sample.Messages.Count - 1;
        while (sample.Messages[last].Role != "user") last--;
        var question = sample.Messages[last].Content.Trim();
        var draws = 0;
        var chosen = Choose(Below, question);
        var text = $"{question}\n\n{string.Join(' ', chosen.Select(ConstraintRules.Wording))}";
        return sample with
        {
            Id = $"constrain-{RecordIds.Hash(sample.Id, text)}",
            Messages = [.. sample.Messages.Take(last), sample.Messages[last] with { Content = text }],
            Task = sample.Task with { Instruction = text, Input = "" },
            GroundTruth = new GroundTruth { Kind = GroundTruth.ConstraintsKind, Constraints = chosen }.Write(),
            Notes = new Notes([NoteValue.Of(string.Join(',', chosen.Select(c => c.Check)))]),
            Provenance = new Provenance(Generator, sample.Provenance.Teacher, sample.Provenance.Simulated, null, [sample.Id]) { Use = PermittedUse.OfRecord(sample.Provenance.Use, sample.Provenance.Teacher) },
        };

        int Below(int bound) => (int)(Chance.Bits(string.Create(CultureInfo.InvariantCulture, $"{sample.Id}/constrain/{variant}/{draws++}"), seed) % (ulong)bound);
    }

    private List<Constraint> Choose(Func<int, int> below, string question)
    {
        var wanted = options.MinConstraints + below(options.MaxConstraints - options.MinConstraints + 1);
        List<string> left = [.. checks];
        List<Constraint> chosen = [];
        while (chosen.Count < wanted && left.Count > 0)
        {
            var name = left[below(left.Count)];
            var constraint = ConstraintRules.Choose(name, below);
            if (name == "repeat-prompt") constraint = constraint with { Text = question };
            chosen.Add(constraint);
            left.RemoveAll(other => !ConstraintConflicts.CanStandTogether(name, other));
        }

        return chosen;
    }
}
