using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Pipelines;

/// <summary>Turns a pipeline file into stages ready to run; reports every mistake at once, before anything runs.</summary>
/// <param name="catalogue">What the pipeline can name.</param>
/// <param name="files">The outside world's files.</param>
/// <param name="tokenizer">Name of the token counter, which the bytes of every dataset depend on.</param>
public sealed class PipelineBinder(Catalogue catalogue, IInputFiles files, string tokenizer)
{
    // Rises when the engine itself writes other bytes for the same recipe.
    private const string EngineVersion = "engine 1";

    /// <summary>Reads, checks and binds.</summary>
    /// <exception cref="FaultException">The pipeline has mistakes; all of them are in it.</exception>
    public BoundPipeline Bind(PipelineSource source)
    {
        var faults = new FaultList();
        var definition = new PipelineReader(source, catalogue, faults).Read();
        if (definition is null) faults.ThrowIfAny();
        var binder = new OptionBinder(source.FolderOf, faults);
        var shelf = new ResourceShelf(definition!, catalogue, binder);
        Dictionary<string, BoundStage> bound = [];
        foreach (var stage in StageOrder.Of(definition!.Stages, faults))
            if (Stage(definition, stage, bound, binder, shelf, faults) is { } ready)
                bound[stage.Name] = ready;
        faults.ThrowIfAny();
        return new BoundPipeline(definition, [.. bound.Values], shelf.Singles(catalogue));
    }

    private BoundStage? Stage(
        PipelineDefinition pipeline, StageDefinition definition, Dictionary<string, BoundStage> bound, OptionBinder binder, ResourceShelf shelf, FaultList faults)
    {
        var entry = catalogue.Stages.FirstOrDefault(s => s.Name == definition.Use.Value);
        var stepFiles = new StepFiles(files);
        var steps = Steps(definition, stepFiles, binder, faults);
        if (entry is null)
        {
            var hint = NearestName.Hint(definition.Use.Value, catalogue.Stages.Select(s => s.Name));
            if (catalogue.Steps.Any(s => s.Name == definition.Use.Value)) hint = ": it is a step; list it under the 'steps' of a stage such as 'stream'";
            faults.Add("DP1009", $"unknown stage '{definition.Use.Shown}'{hint}", definition.Use.At);
            return null;
        }

        var options = binder.Bind(entry.Options, definition.With, $"'{entry.Name}'", definition.Use.At);
        if (steps.Count > 0 && !entry.TakesSteps)
            faults.Add("DP1012", $"'{entry.Name}' takes no steps: put them into a 'stream' stage before or after it", definition.At);
        var inputs = definition.From.Select(f => bound.GetValueOrDefault(f.Value)).OfType<BoundStage>().ToArray();
        if (inputs.Length < definition.From.Count) return null; // An input has mistakes of its own, which are reported there.
        if (!InputsFit(entry, definition, inputs, faults)) return null;

        var before = faults.Faults.Count;
        var setup = new StageSetup(pipeline, definition, [.. inputs.Select(i => new StageInput(i.Name, i.Output, []))], steps, files, shelf, faults);
        var stage = entry.Create(options, setup);
        if (faults.Faults.Count > before) return null;

        var recipe = CanonicalJson.Hash(string.Join('\n',
        [
            EngineVersion, tokenizer, $"pipeline {pipeline.Name}", $"seed {pipeline.Seed}",
            $"stage {entry.Name} {entry.Version} {CanonicalJson.Of(options, [])}", $"settings {CanonicalJson.Of(definition.Settings, [])}",
            .. steps.Select(s => $"step {s.Entry.Name} {s.Entry.Version} {CanonicalJson.Of(s.Options, [])}"),
            .. setup.Recipe, .. stepFiles.Recipe, .. inputs.Select(i => $"input {i.Name} {i.Recipe}"),
        ]));
        var fingerprint = CanonicalJson.Hash(string.Join('\n', [recipe, .. setup.Versions, .. stepFiles.Versions, .. inputs.Select(i => i.Fingerprint)]));
        return new BoundStage(definition.Name, entry, stage, inputs, definition.Settings, setup.Resources, recipe, fingerprint)
        {
            Steps = [.. steps.Select(s => new StepRecord(s.Entry.Name, s.Entry.Version, CanonicalJson.Of(s.Options, [])))],
        };
    }

    private List<StepUse> Steps(StageDefinition definition, StepFiles stepFiles, OptionBinder binder, FaultList faults)
    {
        List<StepUse> uses = [];
        foreach (var step in definition.Steps)
        {
            var entry = catalogue.Steps.FirstOrDefault(s => s.Name == step.Use.Value);
            if (entry is null)
                faults.Add("DP1009", $"unknown step '{step.Use.Shown}'{(catalogue.Presets.Any(p => p.Name == step.Use.Value) ? $": it is a preset; write '- preset: {step.Use.Value}'" : NearestName.Hint(step.Use.Value, catalogue.Steps.Select(s => s.Name)))}", step.Use.At);
            else
                uses.Add(new StepUse(entry, binder.Bind(entry.Options, step.With, $"'{entry.Name}'", step.Use.At), step.Use.At) { Files = stepFiles });
        }

        return uses;
    }

    private static bool InputsFit(StageEntry entry, StageDefinition definition, BoundStage[] inputs, FaultList faults)
    {
        var at = definition.From.Count > 0 ? definition.From[0].At : definition.At;
        if (inputs.Length < entry.MinInputs || inputs.Length > entry.MaxInputs)
        {
            var wanted = entry.MaxInputs == 0 ? "no dataset: it reads files" : entry.MinInputs == entry.MaxInputs ? $"{entry.MinInputs}" : $"{entry.MinInputs} to {entry.MaxInputs}";
            faults.Add("DP1014", $"stage '{definition.Name}' gives '{entry.Name}' {inputs.Length} in 'from'; it takes {wanted}", at);
            return false;
        }

        if (definition.From.GroupBy(f => f.Value).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            faults.Add("DP1014", $"stage '{definition.Name}' names '{twice.Key}' twice in 'from'", twice.Last().At);
            return false;
        }

        var type = entry.InputType ?? (inputs.Length > 0 ? inputs[0].Output.Type : RecordType.Document);
        foreach (var (input, from) in inputs.Zip(definition.From))
            if (input.Output.Type != type)
            {
                faults.Add("DP1010", $"'{entry.Name}' reads {Plural(type)}, but stage '{input.Name}' makes {Plural(input.Output.Type)}", from.At);
                return false;
            }

        return true;
    }

    private static string Plural(RecordType type) => $"{type.ToString().ToLowerInvariant()}s";
}
