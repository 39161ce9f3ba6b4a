using DataPipe.Core.Records;
using DataPipe.Synthesis.Answering;
using DataPipe.Synthesis.Evolving;
using DataPipe.Synthesis.Grids;
using DataPipe.Synthesis.Grounding;
using DataPipe.Synthesis.Imitation;
using DataPipe.Synthesis.Simulation;
using DataPipe.Synthesis.TaskBlocks;
using DataPipe.Synthesis.Unnatural;
using DataPipe.Teachers;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Support;

/// <summary>Every recipe at small size, with the shipped prompts.</summary>
internal static class RecipeRuns
{
    public static IReadOnlyList<string> Names { get; } = ["alpaca", "evolve", "unnatural", "rephrase", "answer", "answer-checked", "grid", "grounded", "simulate", "magpie", "imitate"];

    private static readonly Document[] Documents =
    [
        new("doc-1", Utf8Text.From("The tide mill stands by the creek. Its gate opens with the flood and closes at high water.\n\nWhen the sea has dropped, the miller lets the water out below the wheel. He works when the moon tells him to."), "encyclopedia"),
        new("doc-2", Utf8Text.From("Too short."), "encyclopedia"),
    ];

    private static readonly Sample[] Questions =
    [
        .. Stages.Seeds.Select(s => s with { Task = s.Task with { Name = "chores" } }), Stages.Seed("seed-in", "Translate it.") with { Task = new TaskLabel("chores", "Translate it.", "der Hund", false, 0) },
        new("no-question", [new("assistant", "Hm.")], new TaskLabel("", "", "", false, 0), Provenance.Human("prompts")),
        Stages.Question("sum", "What is 2 + 2?") with { GroundTruth = "4" },
    ];

    public static object Options(string recipe) => recipe switch
    {
        "alpaca" => new AlpacaOptions { Instructions = 8, Rounds = 2, RequestsPerRound = 2, RequestsPerTask = 1, Prompt = Stages.Shipped("alpaca") },
        "evolve" => new EvolveOptions
        {
            Rounds = 2, RecordsPerTask = 5, AnswerPrompt = Stages.Shipped("answer"), EqualPrompt = Stages.Shipped("evolve-equal"),
            Operations = [.. new EvolveOptions().Operations.Select(o => o with { Folder = Repository.Pipelines })],
        },
        "unnatural" => new UnnaturalOptions { Instructions = 5, Rounds = 2, RequestsPerRound = 4, RequestsPerTask = 3, Prompt = Stages.Shipped("unnatural") },
        "rephrase" => new RephraseOptions { RecordsPerTask = 4, Prompt = Stages.Shipped("rephrase") },
        "answer" => new AnswerOptions { RecordsPerTask = 4, Prompt = Stages.Shipped("answer") },
        "answer-checked" => new AnswerOptions { RecordsPerTask = 4, Prompt = Stages.Shipped("final-answer"), AnswerMark = "Answer:", Answers = 3, Check = new CheckOptions { MinPassRate = 0.1 } },
        "grid" => new GridOptions
        {
            CellsPerTask = 2, Rounds = 2, PerCell = 2, Prompt = Stages.Shipped("grid"),
            Axes = new Dictionary<string, IReadOnlyList<string>> { ["topic"] = ["bread", "ships", "snow"], ["difficulty"] = ["easy", "hard"] },
        },
        "grounded" => new GroundedOptions { MinPassageChars = 50, RecordsPerTask = 1, Prompt = Stages.Shipped("grounded") },
        "simulate" => new SimulateOptions { Turns = 3, RecordsPerTask = 5, AnswerPrompt = Stages.Shipped("answer"), UserPrompt = Stages.Shipped("simulated-user") },
        "magpie" => new MagpieOptions { Instructions = 6, Rounds = 2, RequestsPerRound = 2, SamplesPerRequest = 3 },
        _ => new ImitateOptions { Task = "chores", Samples = 6, Rounds = 2, RequestsPerRound = 4, RequestsPerTask = 3, Examples = 3, Prompt = Stages.Shipped("imitate") },
    };

    public static Task<StageRun<Sample>> RunAsync(string recipe, ITeacher? teacher = null, StageRunnerOptions? runner = null, object? options = null)
    {
        var shelf = teacher is null ? new TeacherShelf() : TeacherShelf.Of(("simulated-1", teacher));
        var stage = Stages.Create(recipe.Split('-')[0], options ?? Options(recipe), Stages.Setup(("teacher", new TeacherOptions())), shelf);
        runner ??= StageRunnerOptions.Default;
        return recipe switch
        {
            "grounded" => StageRunner.RunAsync<Document, Sample>(stage, [InputRecords.Of("in", Documents)], runner),
            "grid" or "magpie" => StageRunner.RunAsync<Sample>(stage, [], runner),
            _ => StageRunner.RunAsync(stage, [InputRecords.Of("in", Questions)], runner),
        };
    }
}
