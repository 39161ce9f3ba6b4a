using System.Globalization;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Prompts;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Self-Instruct: in rounds, asks a teacher for new instructions from the frozen pool and keeps what is new to it; then has each carried out.</summary>
internal sealed class SelfInstructStage(SelfInstructParts parts) : IAskingStage
{
    public const string AcceptedName = "accepted";
    public const string RepliesName = "replies";
    private const string Instances = "instances";
    private const string Round = "round";

    /// <summary>Annotations of every generated sample.</summary>
    public static IReadOnlyList<NoteColumn> Columns { get; } =
    [
        new("rouge_l_max", NoteType.Number, "Largest ROUGE-L F of the instruction to the pool when it was accepted, 0..1."),
        new("nearest", NoteType.Text, "Id of the instruction of the pool that it was most similar to."),
    ];

    public DatasetSchema Output => parts.Steps.Output;

    public static string AskPhase(int round) => string.Create(CultureInfo.InvariantCulture, $"ask-{round}");

    public static string KeepPhase(int round) => string.Create(CultureInfo.InvariantCulture, $"keep-{round}");

    public static IStage Create(SelfInstructOptions options, IStageSetup setup, ITeacherSource teachers)
    {
        if (options.MinWords > options.MaxWords)
            setup.Faults.Add("DP1205", $"'min-words' is {options.MinWords} and 'max-words' is {options.MaxWords}: no instruction fits", setup.At("min-words"));
        if (options.TasksPerCall <= options.HumanExamples + options.MachineExamples)
        {
            setup.Faults.Add(
                "DP1206",
                $"'tasks-per-call' is {options.TasksPerCall}, but {options.HumanExamples + options.MachineExamples} examples come first: raise it so that a reply has room for new ones",
                setup.At("tasks-per-call"));
        }

        return new SelfInstructStage(new SelfInstructParts(
            options,
            teachers,
            TeacherUse.Find(setup, options.Teacher, "teacher"),
            PromptTemplate.Load(setup, options.TasksPrompt, "tasks-prompt", "examples"),
            PromptTemplate.Load(setup, options.ClassificationPrompt, "classification-prompt", "instruction"),
            PromptTemplate.Load(setup, options.InputFirstPrompt, "input-first-prompt", "instruction"),
            PromptTemplate.Load(setup, options.OutputFirstPrompt, "output-first-prompt", "instruction"),
            ChainPlan.Build(new DatasetSchema(RecordType.Sample, Columns), setup.Steps, setup.Faults)));
    }

    public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs)
    {
        List<TaskInput> seeds = [];
        for (var dataset = 0; dataset < inputs.Count; dataset++)
            foreach (var shard in inputs[dataset].Shards)
                seeds.Add(new TaskInput(dataset, shard));

        var options = parts.Options;
        List<Phase> phases = [];
        for (var round = 1; round <= options.Rounds; round++)
        {
            var arguments = new Dictionary<string, string> { [Round] = round.ToString(CultureInfo.InvariantCulture) };
            phases.Add(new Phase(AskPhase(round), [.. Enumerable.Range(0, AskTasks(options)).Select(i => new TaskSpec(AskPhase(round), i, seeds, arguments))]) { Waits = parts.Teacher.InBatches });
            phases.Add(new Phase(KeepPhase(round), [new TaskSpec(KeepPhase(round), 0, seeds, arguments)]));
        }

        // How many will be accepted is not known yet, but how many at most is: the last tasks may find nothing to do.
        var slices = Parts(options.Instructions, options.InstructionsPerTask);
        phases.Add(new Phase(Instances, [.. Enumerable.Range(0, slices).Select(i => new TaskSpec(Instances, i))]) { Waits = parts.Teacher.InBatches });
        return phases;
    }

    public Task<IReadOnlyList<AskPlan>> AsksAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation) =>
        new InstructionAsks(parts).OfAsync(inputs, records, cancellation);

    public Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        if (task.Phase == Instances) return new InstanceWriter(parts).RunAsync(task, context, cancellation);
        var round = int.Parse(task.Arguments[Round], CultureInfo.InvariantCulture);
        return task.Phase == AskPhase(round)
            ? new RoundAsker(parts).RunAsync(task, round, context, cancellation)
            : new RoundKeeper(parts).RunAsync(task, round, context, cancellation);
    }

    /// <summary>Tasks of an ask phase.</summary>
    public static int AskTasks(SelfInstructOptions options) => Parts(options.PromptsPerRound, options.PromptsPerTask);

    private static int Parts(int whole, int part) => (int)(((long)whole + part - 1) / part);
}
