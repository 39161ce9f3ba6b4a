using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Recipes;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Imitation;

/// <summary>
/// Targeted imitation: more examples of one task, question and answer in one call. The report beside the dataset says which tasks of the input what was made resembles, so that nobody takes it for broad
/// data. Source: Gudibande et al. 2023, arXiv:2305.15717.
/// </summary>
internal sealed class ImitateRecipe(ImitateOptions options, TeacherUse teacher, PromptTemplate prompt) : IRecipe<Draw>
{
    private const string Replies = "replies";

    private static readonly string[] Fields = ["Question", "Answer"];

    /// <summary>Question or answer is missing.</summary>
    public static readonly DropReason MissingField = new("missing-field");

    public string Name => "imitate";

    public IReadOnlyList<TeacherUse> Teachers { get; } = [teacher];

    public IReadOnlyList<NoteColumn> Columns => [];

    public IReadOnlyList<string> Steps => [Replies];

    public static IStage Create(ImitateOptions options, IStageSetup setup, ITeacherSource teachers) => new RecipeStage<Draw>(
        new ImitateRecipe(options, TeacherUse.Find(setup, options.Teacher, "teacher"), PromptTemplate.Load(setup, options.Prompt, "prompt", "examples", "number")),
        new DrawSeeds(options.Rounds, options.RequestsPerRound, options.RequestsPerTask, needsPool: true), setup, teachers,
        new PoolRules(options.Samples, options.Rounds, options.NoveltyThreshold, KnowsPool: true) { Groups = [options.Task], PerGroup = options.Samples, ReportsCoverage = true });

    /// <exception cref="FaultException">DP2014: no sample of the input is of the task, or none with an answer.</exception>
    public async Task<IReadOnlyList<Made>> MakeAsync(Draw seed, Interview interview, CancellationToken cancellation)
    {
        Sample[] ofTask = [.. seed.Pool.Where(s => s.Task.Name == options.Task && s.Messages.Any(m => m.Role == "assistant"))];
        if (ofTask.Length == 0)
            throw new FaultException("DP2014", $"no sample with an answer is of the task '{options.Task}'{NearestName.Hint(options.Task, seed.Pool.Select(s => s.Task.Name).Distinct())}", null);
        var shown = (seed with { Pool = ofTask }).Pick(options.Examples, interview);
        var heard = await interview.AskAsync(
            0,
            new Prompt
            {
                Messages = prompt.Fill(new Dictionary<string, string>
                {
                    ["examples"] = FieldBlocks.Write(Fields, [.. shown.Select(s => (IReadOnlyList<string>)[s.Messages.First(m => m.Role == "user").Content, s.Messages.First(m => m.Role == "assistant").Content])]),
                    ["number"] = (shown.Count + 1).ToString(CultureInfo.InvariantCulture),
                }),
                Temperature = options.Temperature, MaxTokens = options.MaxTokens,
                Stop = [string.Create(CultureInfo.InvariantCulture, $"\nExample {shown.Count + 2}")],
            },
            cancellation);
        var fields = FieldBlocks.Read(Fields, heard.Text);
        var made = new Made(RecipeSample.Of("imitate", new TaskLabel(options.Task, fields[0], "", shown[0].Task.IsClassification, seed.Round), fields[1], prompt.Identity, shown), [heard]);
        if (heard.Fault is { } fault) return [made.Dropped(Replies, fault)];
        return [fields[0].Length == 0 || fields[1].Length == 0 ? made.Dropped(Replies, MissingField) : made];
    }

    public IReadOnlyList<AskPlan> Asks(SeedVolume? seeds)
    {
        // "Example 1" and two names of fields; two replies in five are kept, as examples of one task soon resemble one another.
        const int BlockBytes = 32;
        var rounds = Math.Min(options.Rounds, (long)Math.Ceiling(options.Samples / (0.4 * options.RequestsPerRound)));
        return
        [
            new AskPlan(
                teacher.Name, "examples", seeds is null ? null : new AskVolume(rounds * options.RequestsPerRound, Size(seeds.MeanBytes), 1),
                seeds is null ? null : new AskVolume((long)options.Rounds * options.RequestsPerRound, Size(seeds.MaxBytes), 1), options.MaxTokens, prompt.MessageCount) { UsualTokens = ((seeds?.MeanBytes ?? 0) + BlockBytes) / TextSize.UsualBytesPerToken },
        ];

        double Size(double example) => prompt.SizeBytes(new Dictionary<string, double> { ["number"] = 2, ["examples"] = options.Examples * (BlockBytes + example) });
    }
}
