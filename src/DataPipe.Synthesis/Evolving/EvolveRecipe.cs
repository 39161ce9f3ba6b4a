using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Recipes;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Evolving;

/// <summary>Evol-Instruct: rewrites an instruction round by round into harder or rarer ones and has each answered; what fails goes, and its parent tries again in the next round.</summary>
internal sealed class EvolveRecipe(EvolveOptions options, TeacherUse teacher, IReadOnlyList<PromptTemplate> operations, PromptTemplate equal, PromptTemplate answer) : IRecipe<Sample>
{
    private const string Evolve = "evolve";
    private const string Eliminate = "eliminate";
    private const string Answer = "answer";

    /// <summary>The sample has no instruction.</summary>
    public static readonly DropReason NoInstruction = new("no-instruction");

    public string Name => "evolve";

    public IReadOnlyList<TeacherUse> Teachers { get; } = [teacher];

    public IReadOnlyList<NoteColumn> Columns { get; } = [new("operation", NoteType.Text, "How the instruction was evolved: the name of the prompt.")];

    public IReadOnlyList<string> Steps => [Evolve, Eliminate, Answer];

    public static IStage Create(EvolveOptions options, IStageSetup setup, ITeacherSource teachers)
    {
        if (options.Operations.Count == 0) setup.Faults.Add("DP1300", "'operations' names no prompt: there is no way to evolve", setup.At("operations"));
        return new RecipeStage<Sample>(
            new EvolveRecipe(
                options, TeacherUse.Find(setup, options.Teacher, "teacher"),
                [.. options.Operations.Select(file => PromptTemplate.Load(setup, file, "operations", "prompt"))],
                PromptTemplate.Load(setup, options.EqualPrompt, "equal-prompt", "first", "second"),
                PromptTemplate.Load(setup, options.AnswerPrompt, "answer-prompt", "prompt")),
            new RecordSeeds<Sample>(options.RecordsPerTask), setup, teachers);
    }

    public async Task<IReadOnlyList<Made>> MakeAsync(Sample seed, Interview interview, CancellationToken cancellation)
    {
        var current = seed;
        // The instruction with what it works on, as WizardLM has it: an evolved one carries its input within.
        var text = seed.Messages.FirstOrDefault(m => m.Role == "user")?.Content.Trim() ?? "";
        if (text.Length == 0) return [new Made(seed with { Notes = Notes.None }, []).Dropped(Evolve, NoInstruction)];
        List<Made> made = [];
        HashSet<string> texts = new(StringComparer.Ordinal);
        for (var round = 1; round <= options.Rounds; round++)
        {
            var operation = operations[interview.Below(operations.Count, $"operation/{round}")];
            var one = await EvolveAsync(current, text, operation, round, interview, cancellation);
            // What failed once may come again from the same parent.
            if (one.IsKept && !texts.Add(one.Sample.Task.Instruction)) one = one.Dropped(Eliminate, Elimination.NothingNew);
            made.Add(one);
            if (one.IsKept) (current, text) = (one.Sample, one.Sample.Task.Instruction);
        }

        return made;
    }

    private async Task<Made> EvolveAsync(Sample parent, string text, PromptTemplate operation, int round, Interview interview, CancellationToken cancellation)
    {
        var evolved = await interview.AskAsync(0, Ask(operation.Fill("prompt", text)), cancellation);
        var instruction = Unwrapped(evolved.Text);
        List<Heard> by = [evolved];
        if (evolved.Fault is { } fault) return Of("").Dropped(Evolve, fault);
        if (options.Eliminate && Elimination.OfInstruction(text, instruction, options.LeakedWords) is { IsDrop: true } verdict) return Of("").Dropped(Eliminate, verdict.Reason);
        if (options.Eliminate)
        {
            by.Add(await interview.AskAsync(0, Ask(equal.Fill(new Dictionary<string, string> { ["first"] = text, ["second"] = instruction })) with { Temperature = 0, TopP = null }, cancellation));
            if (Elimination.SaysEqual(by[^1].Text)) return Of("").Dropped(Eliminate, Elimination.NothingNew);
        }

        var heard = await interview.AskAsync(0, Ask(answer.Fill("prompt", instruction)), cancellation);
        by.Add(heard);
        if (heard.Fault is { } broken) return Of(heard.Text).Dropped(Answer, broken);
        if (options.Eliminate && Elimination.OfAnswer(heard.Text, options.MaxApologyWords) is { IsDrop: true } unfit) return Of(heard.Text).Dropped(Eliminate, unfit.Reason);
        return Of(heard.Text, heard.Reasoning);

        Made Of(string said, string? reasoning = null)
        {
            var sample = RecipeSample.Of("evol", new TaskLabel(parent.Task.Name, instruction, "", false, round), said, $"{operation.Identity} {answer.Identity}", [parent]);
            if (reasoning is not null) sample = sample with { Messages = [sample.Messages[0], sample.Messages[1] with { Reasoning = reasoning }] };
            return new Made(sample.WithNotes(new Notes([NoteValue.Of(operation.Name)])), [.. by]);
        }
    }

    // Models like to repeat the heading they were asked under.
    private static string Unwrapped(string text)
    {
        foreach (var heading in (ReadOnlySpan<string>)["[Rewritten Prompt]", "[New Prompt]", "#Rewritten Prompt#:", "Rewritten Prompt:", "New Prompt:"])
            if (text.StartsWith(heading, StringComparison.OrdinalIgnoreCase))
                return text[heading.Length..].Trim();
        return text;
    }

    private Prompt Ask(IReadOnlyList<Message> messages) => new() { Messages = messages, Temperature = options.Temperature, TopP = options.TopP, MaxTokens = options.MaxTokens };

    public IReadOnlyList<AskPlan> Asks(SeedVolume? seeds)
    {
        var calls = (seeds?.Count ?? 0) * options.Rounds;
        // The first parent is a seed, each later one the evolution of the round before. Ours: that is some words longer than its parent, and at most as long as a reply; an answer is half a page.
        const string Evolutions = "evolutions";
        const double UsualAnswerTokens = 250;
        var (first, later) = (1.0 / options.Rounds, (options.Rounds - 1.0) / options.Rounds);
        var (seed, most) = ((seeds?.MeanBytes ?? 0) * first, Math.Max(seeds?.MaxBytes ?? 0, options.MaxTokens * TextSize.MaxBytesPerToken));
        var usualTokens = ((seeds?.MeanBytes ?? 0) + 80) / TextSize.UsualBytesPerToken;
        List<AskPlan> asks = [Of(Evolutions, operations.Average(o => o.SizeBytes("prompt", seed)), operations.Max(o => o.SizeBytes("prompt", most)), 1, later) with { UsualTokens = usualTokens }];
        // "Equal" or "Not Equal".
        if (options.Eliminate) asks.Add(Of("comparisons", equal.SizeBytes(new Dictionary<string, double> { ["first"] = seed, ["second"] = 0 }), Both(most), equal.MessageCount, later + 1) with { UsualTokens = 3 });
        asks.Add(Of("answers", answer.SizeBytes("prompt", 0), answer.SizeBytes("prompt", most), answer.MessageCount, 1) with { UsualTokens = Math.Min(options.MaxTokens, UsualAnswerTokens) });
        return asks;

        double Both(double bytes) => equal.SizeBytes(new Dictionary<string, double> { ["first"] = bytes, ["second"] = bytes });

        AskPlan Of(string what, double expected, double atMost, int messages, double evolved) => new(
            teacher.Name, what, seeds is null ? null : new AskVolume(calls, expected, 1), seeds is null ? null : new AskVolume(calls, atMost, 1), options.MaxTokens, messages) { Carries = [new CarriedAnswers(Evolutions, evolved)] };
    }
}
