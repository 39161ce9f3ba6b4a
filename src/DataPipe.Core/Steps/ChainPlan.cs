using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;

namespace DataPipe.Core.Steps;

/// <summary>The steps of a stage, checked against the records that reach them; makes a fresh <see cref="Chain{T}"/> for every task.</summary>
public sealed class ChainPlan
{
    private readonly IReadOnlyList<StepUse> _steps;
    private readonly IReadOnlyList<DatasetSchema> _schemas;

    private ChainPlan(DatasetSchema input, IReadOnlyList<StepUse> steps, IReadOnlyList<DatasetSchema> schemas, DatasetSchema output)
    {
        (Input, _steps, _schemas, Output) = (input, steps, schemas, output);
    }

    /// <summary>Schema of the records that go in.</summary>
    public DatasetSchema Input { get; }

    /// <summary>Schema of the records that come out.</summary>
    public DatasetSchema Output { get; }

    /// <summary>How many steps.</summary>
    public int Count => _steps.Count;

    /// <summary>Checks record types, columns and options of all steps; every mistake goes to <paramref name="faults"/>.</summary>
    public static ChainPlan Build(DatasetSchema input, IReadOnlyList<StepUse> steps, FaultList faults)
    {
        var schema = input;
        List<DatasetSchema> schemas = [];
        foreach (var step in steps)
        {
            schemas.Add(schema);
            if (!step.Entry.Records.Contains(input.Type))
            {
                faults.Add("DP1010", $"step '{step.Entry.Name}' works on {string.Join(" and ", step.Entry.Records.Select(Plural))}, but {Plural(input.Type)} reach it", step.At);
                continue;
            }

            foreach (var note in step.Entry.Notes(step.Options))
                if (schema.IndexOf(note.Name) >= 0)
                    faults.Add("DP1011", $"step '{step.Entry.Name}' adds the column '{note.Name}', which is there already: use the step once", step.At);
            _ = step.Entry.Create(step.Options, new StepScope(schema, faults, step.At) { Files = step.Files });
            schema = schema.With(step.Entry.Notes(step.Options));
        }

        return new ChainPlan(input, steps, schemas, schema);
    }

    /// <summary>Instances of all steps for one task, ready for records.</summary>
    /// <exception cref="FaultException">A file that a step reads is not what it should be.</exception>
    public Chain<T> Create<T>() where T : class, IRecord<T>
    {
        var links = new ChainLink<T>[_steps.Count];
        var unseen = new FaultList();
        var workbench = new Workbench();
        for (var i = 0; i < links.Length; i++)
        {
            var step = _steps[i];
            var made = step.Entry.Create(step.Options, new StepScope(_schemas[i], unseen, step.At) { Files = step.Files, Workbench = workbench });
            (made as IPreparedStep)?.Prepare();
            links[i] = new ChainLink<T>(
                step.Entry.Name,
                made,
                _schemas[i].Notes.Count,
                step.Entry.Notes(step.Options).Count);
        }

        unseen.ThrowIfAny();
        return new Chain<T>(links, Output.Notes.Count, Input.Notes.Count);
    }

    private static string Plural(RecordType type) => type switch
    {
        RecordType.Document => "documents",
        RecordType.Sample => "samples",
        _ => "preferences",
    };
}
