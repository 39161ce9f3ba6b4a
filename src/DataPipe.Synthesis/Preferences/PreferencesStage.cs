using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Judging;
using DataPipe.Synthesis.Prompts;

namespace DataPipe.Synthesis.Preferences;

/// <summary>Preference data: several answers to each prompt, every two judged in both orders, and pairs of what is surely better and worse.</summary>
internal sealed class PreferencesStage(PreferenceParts parts) : IAskingStage
{
    public const string AnswerPhase = "answer";
    public const string JudgePhase = "judge";
    public const string PairPhase = "pair";

    /// <summary>Work file of the answer phase.</summary>
    public const string AnswersName = "answers";

    /// <summary>Work file of the judge phase.</summary>
    public const string RulingsName = "rulings";

    private const string From = "from";

    /// <summary>Annotations of every pair.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("chosen_teacher", NoteType.Text, "Who wrote the chosen answer, provider/model."),
        new("rejected_teacher", NoteType.Text, "Who wrote the rejected answer, provider/model."),
        new("answers", NoteType.Integer, "Answers with any text that the prompt got."),
    ];

    public DatasetSchema Output => parts.Steps.Output;

    public static IStage Create(PreferencesOptions options, IStageSetup setup, ITeacherSource teachers)
    {
        if (options.Teachers.Count == 0) setup.Faults.Add("DP1207", "'teachers' names no teacher: who shall answer?", setup.At("teachers"));
        if (options.Answers < options.Teachers.Count)
        {
            setup.Faults.Add(
                "DP1208",
                $"'answers' is {options.Answers}, but {options.Teachers.Count} teachers shall answer: raise it or name fewer",
                setup.At("answers"));
        }

        return new PreferencesStage(new PreferenceParts(
            options,
            teachers,
            [.. options.Teachers.Select(name => TeacherUse.Find(setup, name, "teachers"))],
            TeacherUse.Find(setup, options.Judge, "judge"),
            PromptTemplate.Load(setup, options.AnswerPrompt, "answer-prompt", "prompt"),
            PromptTemplate.Load(setup, options.JudgePrompt, "judge-prompt", PairwiseJudge.Placeholders),
            ChainPlan.Build(new DatasetSchema(RecordType.Preference, Columns), setup.Steps, setup.Faults)));
    }

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskSpec> answer = [], judge = [], pair = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                for (long from = 0; from < shard.Records; from += parts.Options.PromptsPerTask)
                {
                    var slice = new Dictionary<string, string> { [From] = from.ToString(CultureInfo.InvariantCulture) };
                    answer.Add(new TaskSpec(AnswerPhase, answer.Count, [new TaskInput(dataset, shard)], slice));
                    judge.Add(new TaskSpec(JudgePhase, judge.Count));
                    pair.Add(new TaskSpec(PairPhase, pair.Count));
                }

        return
        [
            new Phase(AnswerPhase, answer) { Waits = parts.Teachers.Any(t => t.InBatches) },
            new Phase(JudgePhase, judge) { Waits = parts.Judge.InBatches },
            new Phase(PairPhase, pair),
        ];
    }

    public Task<IReadOnlyList<AskPlan>> AsksAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation) =>
        new PreferenceAsks(parts).OfAsync(inputs, records, cancellation);

    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) => task.Phase switch
    {
        AnswerPhase => new AnswerAsker(parts).RunAsync(task, long.Parse(task.Arguments[From], CultureInfo.InvariantCulture), context, cancellation),
        JudgePhase => new PairAsker(parts).RunAsync(task, context, cancellation),
        _ => new PairWriter(parts).RunAsync(task, context, cancellation),
    };
}
