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

namespace DataPipe.Synthesis.TaskBlocks;

/// <summary>Alpaca: one request gives a list of tasks with their inputs and outputs. Source: Taori et al. 2023.</summary>
internal sealed class AlpacaRecipe(AlpacaOptions options, TeacherUse teacher, PromptTemplate prompt) : IRecipe<Draw>
{
    private const string Replies = "replies";
    private const string Filter = "instruction-filter";
    private const string Instances = "instances";

    /// <summary>A block without exactly instruction, input and output.</summary>
    public static readonly DropReason Malformed = new("malformed");

    private readonly InstructionFilter _filter = new(options.Rules);

    public string Name => "alpaca";

    public IReadOnlyList<TeacherUse> Teachers { get; } = [teacher];

    public IReadOnlyList<NoteColumn> Columns => [];

    public IReadOnlyList<string> Steps => [Replies, Filter, Instances];

    public static IStage Create(AlpacaOptions options, IStageSetup setup, ITeacherSource teachers)
    {
        if (options.MinWords > options.MaxWords)
            setup.Faults.Add("DP1205", $"'min-words' is {options.MinWords} and 'max-words' is {options.MaxWords}: no instruction fits", setup.At("min-words"));
        if (options.TasksPerCall <= options.Examples)
            setup.Faults.Add("DP1206", $"'tasks-per-call' is {options.TasksPerCall}, but {options.Examples} examples come first: raise it so that a reply has room for new ones", setup.At("tasks-per-call"));
        var recipe = new AlpacaRecipe(options, TeacherUse.Find(setup, options.Teacher, "teacher"), PromptTemplate.Load(setup, options.Prompt, "prompt", "count", "examples"));
        return new RecipeStage<Draw>(
            recipe, new DrawSeeds(options.Rounds, options.RequestsPerRound, options.RequestsPerTask, needsPool: true), setup, teachers,
            new PoolRules(options.Instructions, options.Rounds, options.NoveltyThreshold, KnowsPool: true));
    }

    public async Task<IReadOnlyList<Made>> MakeAsync(Draw seed, Interview interview, CancellationToken cancellation)
    {
        var examples = seed.Pick(options.Examples, interview);
        var heard = await interview.AskAsync(0, Ask(TaskBlock.Write(examples)), cancellation);
        var blocks = heard.Fault == Heard.Refused ? [] : TaskBlock.Parse(heard.Text, examples.Count + 1, heard.Fault == Heard.CutShort);
        List<Made> made = [];
        foreach (var block in blocks.Take(options.TasksPerCall - examples.Count))
            made.Add(block is { } whole ? Judge(Of(whole.Instruction, whole.Instance), whole.Instance) : Of("", new Instance("", "")).Dropped(Replies, Malformed));
        if (made.Count == 0) made.Add(Of("", new Instance("", "")).Dropped(Replies, heard.Fault ?? Heard.Empty));
        return made;

        Made Of(string instruction, Instance instance) => new(
            RecipeSample.Of("alpaca", new TaskLabel(Name, instruction, instance.Input, false, seed.Round), instance.Output, prompt.Identity, examples), [heard]);
    }

    private Made Judge(Made made, Instance instance)
    {
        var verdict = _filter.Judge(made.Sample.Task.Instruction);
        if (verdict.IsDrop) return made.Dropped(Filter, verdict.Reason);
        verdict = InstanceFilter.Judge([instance], 1)[0];
        return verdict.IsDrop ? made.Dropped(Instances, verdict.Reason) : made;
    }

    private Prompt Ask(string examples)
    {
        var behind = (options.TasksPerCall + 1).ToString(CultureInfo.InvariantCulture);
        return new Prompt
        {
            Messages = prompt.Fill(new Dictionary<string, string> { ["count"] = options.TasksPerCall.ToString(CultureInfo.InvariantCulture), ["examples"] = examples }),
            Temperature = options.Temperature,
            TopP = options.TopP,
            MaxTokens = options.MaxTokens,
            // The published stop text "20." also ends a reply inside of "2020."; these begin a line.
            Stop = [$"\n{behind}.", $"\n{behind} ."],
        };
    }

    public IReadOnlyList<AskPlan> Asks(SeedVolume? seeds)
    {
        // "###", three numbers and names of parts: some forty bytes a block.
        const int BlockBytes = 44;
        // Ours: of 100 that are proposed some 55 are new and fit.
        var perRound = options.RequestsPerRound * (options.TasksPerCall - options.Examples) * 0.55;
        var rounds = Math.Min(options.Rounds, (long)Math.Ceiling(options.Instructions / perRound));
        return
        [
            new AskPlan(
                teacher.Name, "task lists",
                seeds is null ? null : new AskVolume(rounds * options.RequestsPerRound, Size(seeds.MeanBytes), 1),
                seeds is null ? null : new AskVolume((long)options.Rounds * options.RequestsPerRound, Size(seeds.MaxBytes), 1),
                options.MaxTokens, prompt.MessageCount) { UsualTokens = (options.TasksPerCall - options.Examples) * ((seeds?.MeanBytes ?? 0) + BlockBytes) / TextSize.UsualBytesPerToken },
        ];

        double Size(double exampleBytes) => prompt.SizeBytes(new Dictionary<string, double> { ["count"] = 3, ["examples"] = ((options.Examples + 1) * BlockBytes) + (options.Examples * exampleBytes) });
    }
}
