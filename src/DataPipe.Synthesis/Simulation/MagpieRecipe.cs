using System.Security.Cryptography;
using System.Text;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Recipes;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Simulation;

/// <summary>Magpie: an aligned model that is given nothing but its chat template up to the user's turn writes what users ask. Answers come from the stage <c>answer</c>. Source: Xu et al. 2024, arXiv:2406.08464.</summary>
internal sealed class MagpieRecipe(MagpieOptions options, TeacherUse teacher) : IRecipe<Draw>
{
    private const string Replies = "replies";

    /// <summary>Fewer words than asked for.</summary>
    public static readonly DropReason TooFewWords = new("too-few-words");

    /// <summary>Marks of the chat template stand in it.</summary>
    public static readonly DropReason TemplateMarks = new("template-marks");

    private readonly string _identity = $"magpie@1:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Template)))[..8]}";

    public string Name => "magpie";

    public IReadOnlyList<TeacherUse> Teachers { get; } = [teacher];

    public IReadOnlyList<NoteColumn> Columns => [];

    public IReadOnlyList<string> Steps => [Replies];

    public static IStage Create(MagpieOptions options, IStageSetup setup, ITeacherSource teachers)
    {
        var teacher = TeacherUse.Find(setup, options.Teacher, "teacher");
        if (teacher.Options.Kind == "anthropic")
            setup.Faults.Add("DP1309", $"teacher '{teacher.Name}' takes conversations alone, and Magpie continues a raw text: name one of kind openai whose endpoint offers completions (vLLM, llama.cpp, Ollama), or simulated", setup.At("teacher"));
        if (options.Template.Length == 0) setup.Faults.Add("DP1309", "'template' is empty: give the model's chat template up to where the user speaks", setup.At("template"));
        return new RecipeStage<Draw>(
            new MagpieRecipe(options, teacher), new DrawSeeds(options.Rounds, options.RequestsPerRound, options.RequestsPerTask, needsPool: false), setup, teachers,
            new PoolRules(options.Instructions, options.Rounds, options.NoveltyThreshold, KnowsPool: false));
    }

    public async Task<IReadOnlyList<Made>> MakeAsync(Draw seed, Interview interview, CancellationToken cancellation)
    {
        var heard = await interview.AskAsync(
            0, Prompt.FromText(options.Template) with { Temperature = options.Temperature, TopP = options.TopP, MaxTokens = options.MaxTokens, Stop = options.Stop }, options.SamplesPerRequest, cancellation);
        return [.. heard.Select(one => Judge(one, seed.Round))];
    }

    private Made Judge(Heard heard, int round)
    {
        var made = new Made(RecipeSample.Of("magpie", new TaskLabel(Name, heard.Text, "", false, round), "", _identity, []), [heard]);
        if (heard.Fault is { } fault) return made.Dropped(Replies, fault);
        if (heard.Text.Contains("<|", StringComparison.Ordinal) || heard.Text.Contains("[INST]", StringComparison.Ordinal)) return made.Dropped(Replies, TemplateMarks);
        return InstructionFilter.CountWords(heard.Text) < options.MinWords ? made.Dropped(Replies, TooFewWords) : made;
    }

    public IReadOnlyList<AskPlan> Asks(SeedVolume? seeds)
    {
        var size = Encoding.UTF8.GetByteCount(options.Template);
        // Ours: a question has two sentences, and nine of ten are kept.
        const double UsualQuestionTokens = 30;
        var rounds = Math.Min(options.Rounds, (long)Math.Ceiling(options.Instructions / (0.9 * options.RequestsPerRound * options.SamplesPerRequest)));
        return
        [
            new AskPlan(
                teacher.Name, "instructions", new AskVolume(rounds * options.RequestsPerRound, size, options.SamplesPerRequest),
                new AskVolume((long)options.Rounds * options.RequestsPerRound * options.SamplesPerRequest, size, 1), options.MaxTokens, 1) { UsualTokens = UsualQuestionTokens },
        ];
    }
}
