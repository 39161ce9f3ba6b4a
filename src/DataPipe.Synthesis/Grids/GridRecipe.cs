using System.Globalization;
using System.Text;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Recipes;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Grids;

/// <summary>Instructions for every cell of a grid, round by round until each has enough; a report of what is covered lies beside the dataset.</summary>
internal sealed class GridRecipe(GridOptions options, TeacherUse teacher, PromptTemplate prompt, IReadOnlyList<string> personas) : IRecipe<Cell>
{
    private const string Replies = "replies";
    private const int MaxCells = 1_000_000;

    /// <summary>More instructions than asked for.</summary>
    public static readonly DropReason TooMany = new("too-many");

    public string Name => "grid";

    public IReadOnlyList<TeacherUse> Teachers { get; } = [teacher];

    public IReadOnlyList<NoteColumn> Columns { get; } = [new("persona", NoteType.Text, "The persona that the teacher was to speak as.")];

    public IReadOnlyList<string> Steps => [Replies];

    public static IStage Create(GridOptions options, IStageSetup setup, ITeacherSource teachers)
    {
        if (options.Axes.Count == 0 || options.Axes.Values.Any(v => v.Count == 0)) setup.Faults.Add("DP1308", "'axes' names no axis, or one without values: there is no cell", setup.At("axes"));
        var product = options.Axes.Values.Aggregate(1.0, (cells, values) => cells * values.Count);
        if (product * options.PerCell > MaxCells)
            setup.Faults.Add("DP1308", string.Create(CultureInfo.InvariantCulture, $"the grid has {product:0} cells of {options.PerCell} each, more than {MaxCells} in all: divide it"), setup.At("axes"));
        IReadOnlyList<Cell> cells = product * options.PerCell > MaxCells || options.Axes.Count == 0 ? [] : Cell.All(options.Axes, options.PerCell);
        IReadOnlyList<string> personas = options.Personas is { } file ? [.. (setup.ReadText(file, "personas") ?? "").ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)] : [];
        return new RecipeStage<Cell>(
            new GridRecipe(options, TeacherUse.Find(setup, options.Teacher, "teacher"), PromptTemplate.Load(setup, options.Prompt, "prompt", "count", "cell", "persona"), personas),
            new CellSeeds(cells, options), setup, teachers,
            new PoolRules(Math.Max(1, cells.Count * options.PerCell), options.Rounds, options.NoveltyThreshold, KnowsPool: false)
            {
                Groups = [.. cells.Select(c => c.Name)], PerGroup = options.PerCell, ReportsCoverage = true,
            });
    }

    public async Task<IReadOnlyList<Made>> MakeAsync(Cell seed, Interview interview, CancellationToken cancellation)
    {
        var persona = personas.Count == 0 ? null : personas[interview.Below(personas.Count, "persona")];
        var heard = await interview.AskAsync(
            0,
            new Prompt
            {
                Messages = prompt.Fill(new Dictionary<string, string>
                {
                    ["count"] = options.InstructionsPerRequest.ToString(CultureInfo.InvariantCulture), ["cell"] = seed.Text, ["persona"] = persona ?? "anybody",
                }),
                Temperature = options.Temperature, MaxTokens = options.MaxTokens,
            },
            cancellation);
        if (heard.Fault is { } fault && fault != Heard.CutShort) return [Of("").Dropped(Replies, fault)];
        var texts = InstructionList.Parse(heard.Text);
        List<Made> made = [];
        for (var i = 0; i < texts.Count; i++)
        {
            var one = Of(texts[i]);
            made.Add(i == texts.Count - 1 && !heard.IsWhole ? one.Dropped(Replies, Heard.CutShort) : i >= options.InstructionsPerRequest ? one.Dropped(Replies, TooMany) : one);
        }

        return made.Count > 0 ? made : [Of("").Dropped(Replies, Heard.Empty)];

        Made Of(string text) => new(
            RecipeSample.Of("grid", new TaskLabel(seed.Name, text, "", false, seed.Round), "", prompt.Identity, []) with { Notes = new Notes([NoteValue.Of(persona)]) }, [heard]);
    }

    public IReadOnlyList<AskPlan> Asks(SeedVolume? seeds)
    {
        if (seeds is null) return [new AskPlan(teacher.Name, "instructions", null, null, options.MaxTokens, prompt.MessageCount)];
        var persona = personas.Count == 0 ? 8 : personas.Max(Encoding.UTF8.GetByteCount);
        // Ours: an instruction has some twenty-five words; a request gives two instructions of three that are new, and the cells that lack some are asked again.
        var rounds = Math.Min(options.Rounds, Math.Ceiling(options.PerCell / (0.67 * options.InstructionsPerRequest)));
        return
        [
            new AskPlan(
                teacher.Name, "instructions", new AskVolume((long)(seeds.Count * rounds), Size(seeds.MeanBytes), 1), new AskVolume(seeds.Count * options.Rounds, Size(seeds.MaxBytes), 1),
                options.MaxTokens, prompt.MessageCount) { UsualTokens = options.InstructionsPerRequest * 33 },
        ];

        double Size(double cell) => prompt.SizeBytes(new Dictionary<string, double> { ["count"] = 3, ["cell"] = cell, ["persona"] = persona });
    }
}
