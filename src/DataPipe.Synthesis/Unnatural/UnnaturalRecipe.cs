using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Recipes;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Unnatural;

/// <summary>
/// Unnatural Instructions: three demonstrations and an open fourth give a new task with input and constraints. What it makes has no answer yet: the stage <c>answer</c>
/// gives it in a second call, for those alone that are new. Source: Honovich et al. 2022, arXiv:2212.09689.
/// </summary>
internal sealed class UnnaturalRecipe(UnnaturalOptions options, TeacherUse teacher, PromptTemplate prompt) : IRecipe<Draw>
{
    private const string Replies = "replies";
    private const string None = "None.";
    private const string Labels = "The output must be one of the labels that the instruction allows, and nothing else.";

    private static readonly string[] Fields = ["Instruction", "Input", "Constraints"];

    /// <summary>Instruction, input or constraints are missing.</summary>
    public static readonly DropReason MissingField = new("missing-field");

    /// <summary>The same as a demonstration that was shown.</summary>
    public static readonly DropReason Demonstration = new("demonstration");

    public string Name => "unnatural";

    public IReadOnlyList<TeacherUse> Teachers { get; } = [teacher];

    public IReadOnlyList<NoteColumn> Columns { get; } = [new("constraints", NoteType.Text, "What the instruction demands of the form of its output, in words.")];

    public IReadOnlyList<string> Steps => [Replies];

    public static IStage Create(UnnaturalOptions options, IStageSetup setup, ITeacherSource teachers) => new RecipeStage<Draw>(
        new UnnaturalRecipe(options, TeacherUse.Find(setup, options.Teacher, "teacher"), PromptTemplate.Load(setup, options.Prompt, "prompt", "examples", "number")),
        new DrawSeeds(options.Rounds, options.RequestsPerRound, options.RequestsPerTask, needsPool: true), setup, teachers,
        new PoolRules(options.Instructions, options.Rounds, NoveltyThreshold: null, KnowsPool: false));

    public async Task<IReadOnlyList<Made>> MakeAsync(Draw seed, Interview interview, CancellationToken cancellation)
    {
        var shown = Demonstrations(seed, interview);
        var open = (shown.Count + 1).ToString(CultureInfo.InvariantCulture);
        var examples = FieldBlocks.Write(Fields, [.. shown.Select(s => (IReadOnlyList<string>)[InstructionPool.TextOf(s), s.Task.Input.Length == 0 ? None : s.Task.Input, s.Task.IsClassification ? Labels : None])]);
        var heard = await interview.AskAsync(
            0,
            new Prompt
            {
                Messages = prompt.Fill(new Dictionary<string, string> { ["examples"] = examples, ["number"] = open }),
                Temperature = options.Temperature, TopP = options.TopP, MaxTokens = options.MaxTokens,
                Stop = [string.Create(CultureInfo.InvariantCulture, $"\nExample {shown.Count + 2}")],
            },
            cancellation);
        // A reply that goes on behind the open heading begins with the first field's value or with its name.
        var fields = FieldBlocks.Read(Fields, heard.Text);
        var (instruction, input, constraints) = (InstructionList.Collapse(fields[0]), IsNone(fields[1]) ? "" : fields[1], IsNone(fields[2]) ? "" : fields[2]);
        var task = new TaskLabel(Name, instruction, input, false, seed.Round);
        var sample = RecipeSample.Of("unnatural", task, "", prompt.Identity, shown);
        if (constraints.Length > 0) sample = sample with { Messages = [sample.Messages[0] with { Content = $"{sample.Messages[0].Content}\n\n{constraints}" }] };
        var made = new Made(sample.WithNotes(new Notes([NoteValue.Of(constraints.Length == 0 ? null : constraints)])), [heard]);
        if (heard.Fault is { } fault) return [made.Dropped(Replies, fault)];
        if (fields.Any(f => f.Length == 0)) return [made.Dropped(Replies, MissingField)];
        return [shown.Any(s => InstructionPool.TextOf(s) == instruction && s.Task.Input == input) ? made.Dropped(Replies, Demonstration) : made];
    }

    // The sets are drawn once: the same for every request, which takes one of them by chance.
    private IReadOnlyList<Sample> Demonstrations(Draw seed, Interview interview)
    {
        if (options.DemonstrationSets is not { } sets) return seed.Pick(options.Demonstrations, interview);
        // Floyd's sampling over the pool: distinct ones for all sets together, so that no two sets share one as long as the pool suffices.
        List<Sample> picked = [];
        HashSet<int> taken = [];
        for (var j = (int)Math.Max(0, seed.Pool.Count - ((long)sets * options.Demonstrations)); j < seed.Pool.Count; j++)
        {
            var at = (int)(Chance.Bits(string.Create(CultureInfo.InvariantCulture, $"demonstrations/{j}"), 0) % (ulong)(j + 1));
            if (!taken.Add(at)) taken.Add(at = j);
            picked.Add(seed.Pool[at]);
        }

        var first = (long)interview.Below(sets, "set") * options.Demonstrations;
        return [.. Enumerable.Range(0, Math.Min(options.Demonstrations, picked.Count)).Select(i => picked[(int)((first + i) % picked.Count)])];
    }

    private static bool IsNone(string text) => text.AsSpan().Trim(" .<>[]()").Equals("none", StringComparison.OrdinalIgnoreCase) || text.AsSpan().Trim(" .").Equals("n/a", StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<AskPlan> Asks(SeedVolume? seeds)
    {
        // "Example 1", three names of fields and mostly "None." in two of them; at most a line about labels.
        const int BlockBytes = 65, MaxBlockBytes = 130;
        // Ours: nine replies in ten are kept.
        var rounds = Math.Min(options.Rounds, (long)Math.Ceiling(options.Instructions / (0.9 * options.RequestsPerRound)));
        return
        [
            new AskPlan(
                teacher.Name, "tasks",
                seeds is null ? null : new AskVolume(rounds * options.RequestsPerRound, Size(BlockBytes + seeds.MeanQuestionBytes), 1),
                seeds is null ? null : new AskVolume((long)options.Rounds * options.RequestsPerRound, Size(MaxBlockBytes + seeds.MaxBytes), 1),
                options.MaxTokens, prompt.MessageCount) { UsualTokens = ((seeds?.MeanQuestionBytes ?? 0) + BlockBytes) / TextSize.UsualBytesPerToken },
        ];

        double Size(double blockBytes) => prompt.SizeBytes(new Dictionary<string, double> { ["number"] = 2, ["examples"] = options.Demonstrations * blockBytes });
    }
}
