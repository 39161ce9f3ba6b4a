using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Recipes;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Unnatural;

/// <summary>Says instructions in other words: the same task, input and answer under several formulations. Source: Unnatural Instructions, arXiv:2212.09689, section 2.3.</summary>
internal sealed class RephraseRecipe(RephraseOptions options, TeacherUse teacher, PromptTemplate prompt) : IRecipe<Sample>
{
    private const string Slot = "{INPUT}";
    private const string Formulations = "formulations";

    /// <summary>A formulation that holds the place of the input not exactly once, or one where there is no input.</summary>
    public static readonly DropReason WrongSlot = new("wrong-slot");

    /// <summary>The same words as the instruction or as another formulation.</summary>
    public static readonly DropReason Same = new("same");

    /// <summary>More formulations than wanted.</summary>
    public static readonly DropReason TooMany = new("too-many");

    public string Name => "rephrase";

    public IReadOnlyList<TeacherUse> Teachers { get; } = [teacher];

    public IReadOnlyList<NoteColumn> Columns => [];

    public IReadOnlyList<string> Steps => [Formulations];

    public static IStage Create(RephraseOptions options, IStageSetup setup, ITeacherSource teachers) => new RecipeStage<Sample>(
        new RephraseRecipe(options, TeacherUse.Find(setup, options.Teacher, "teacher"), PromptTemplate.Load(setup, options.Prompt, "prompt", "count", "instruction")),
        new RecordSeeds<Sample>(options.RecordsPerTask), setup, teachers);

    public async Task<IReadOnlyList<Made>> MakeAsync(Sample seed, Interview interview, CancellationToken cancellation)
    {
        var instruction = InstructionPool.TextOf(seed);
        var heard = await interview.AskAsync(
            0,
            new Prompt
            {
                Messages = prompt.Fill(new Dictionary<string, string>
                {
                    ["count"] = options.Alternatives.ToString(CultureInfo.InvariantCulture),
                    ["instruction"] = seed.Task.Input.Length == 0 ? instruction : $"{instruction}\n{Slot}",
                }),
                Temperature = options.Temperature, MaxTokens = options.MaxTokens,
            },
            cancellation);
        List<Made> made = options.KeepOriginals ? [new Made(seed with { Notes = Notes.None }, []) { IsPassedOn = true }] : [];
        if (heard.Fault is { } fault)
        {
            made.Add(Of("").Dropped(Formulations, fault));
            return made;
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase) { instruction, $"{instruction} {Slot}" };
        var kept = 0;
        foreach (var line in heard.Text.Split('\n'))
        {
            var text = Unnumbered(line.Trim());
            if (text.Length == 0) continue;
            var one = Of(text);
            if (Slots(text) != (seed.Task.Input.Length == 0 ? 0 : 1)) made.Add(one.Dropped(Formulations, WrongSlot));
            else if (!seen.Add(text)) made.Add(one.Dropped(Formulations, Same));
            else made.Add(++kept > options.Alternatives ? one.Dropped(Formulations, TooMany) : one);
        }

        if (made.Count == (options.KeepOriginals ? 1 : 0)) made.Add(Of("").Dropped(Formulations, Heard.Empty));
        return made;

        Made Of(string text)
        {
            var question = text.Replace(Slot, seed.Task.Input, StringComparison.Ordinal);
            var first = true;
            ChatMessage[] messages = [.. seed.Messages.Select(m => m.Role == "user" && First() ? m with { Content = question } : m)];
            return new Made(
                seed with
                {
                    Id = $"rephrase-{RecordIds.Hash(seed.Id, text)}", Messages = messages, Notes = Notes.None,
                    Task = seed.Task with { Instruction = text }, Provenance = RecipeSample.Made(prompt.Identity, [seed]),
                },
                [heard]);

            bool First()
            {
                var was = first;
                first = false;
                return was;
            }
        }
    }

    private static int Slots(string text) => (text.Length - text.Replace(Slot, "", StringComparison.Ordinal).Length) / Slot.Length;

    // "1. ", "- " and "Alternative 1: " before a formulation.
    private static string Unnumbered(string line)
    {
        var at = 0;
        while (at < line.Length && (char.IsAsciiDigit(line[at]) || line[at] is '.' or ')' or '-' or '*' or ' ')) at++;
        return line[at..].Trim().Trim('"');
    }

    public IReadOnlyList<AskPlan> Asks(SeedVolume? seeds) =>
    [
        new AskPlan(
            teacher.Name, "formulations", seeds is null ? null : new AskVolume(seeds.Count, Size(seeds.MeanBytes), 1), seeds is null ? null : new AskVolume(seeds.Count, Size(seeds.MaxBytes), 1),
            options.MaxTokens, prompt.MessageCount) { UsualTokens = options.Alternatives * Math.Max(1, seeds?.MeanBytes ?? 1) / TextSize.UsualBytesPerToken },
    ];

    private double Size(double bytes) => prompt.SizeBytes(new Dictionary<string, double> { ["count"] = 2, ["instruction"] = bytes });
}
