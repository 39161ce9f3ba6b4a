using DataPipe.Core.Records;
using DataPipe.Core.Stages;

namespace DataPipe.Core.Catalogues;

/// <summary>One line of a catalogue of stages: name to constructor.</summary>
/// <param name="Name">Name in pipelines, kebab-case.</param>
/// <param name="Version">Version of its meaning: rises when the same options give other results.</param>
/// <param name="Summary">One sentence of what it is in the field.</param>
/// <param name="Options">Its options record.</param>
/// <param name="MinInputs">Fewest datasets in <c>from</c>.</param>
/// <param name="MaxInputs">Most datasets in <c>from</c>.</param>
/// <param name="InputType">Record type its inputs must have, or null for any (but one and the same).</param>
/// <param name="OutputType">Record type it makes, or null when that of its inputs.</param>
/// <param name="TakesSteps">Whether <c>steps</c> may follow.</param>
/// <param name="Create">Makes the stage; mistakes go to the setup's faults, and what is returned then is not run.</param>
public sealed record StageEntry(
    string Name,
    int Version,
    string Summary,
    Type Options,
    int MinInputs,
    int MaxInputs,
    RecordType? InputType,
    RecordType? OutputType,
    bool TakesSteps,
    Func<object, IStageSetup, IStage> Create)
{
    /// <summary>A stage that reads the outside world.</summary>
    public static StageEntry Source<TOptions>(string name, int version, string summary, RecordType output, Func<TOptions, IStageSetup, IStage> create)
        where TOptions : class, new() =>
        new(name, version, summary, typeof(TOptions), 0, 0, null, output, true, (options, setup) => create((TOptions)options, setup));

    /// <summary>A stage that reads datasets.</summary>
    public static StageEntry Transform<TOptions>(
        string name, int version, string summary, (int Min, int Max) inputs, RecordType? input, RecordType? output, bool takesSteps, Func<TOptions, IStageSetup, IStage> create)
        where TOptions : class, new() =>
        new(name, version, summary, typeof(TOptions), inputs.Min, inputs.Max, input, output, takesSteps, (options, setup) => create((TOptions)options, setup));
}
