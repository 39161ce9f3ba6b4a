using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Steps;
using DataPipe.Execution.Configuration;
using DataPipe.Execution.Pipelines;
using DataPipe.Execution.Runs;

namespace DataPipe.Cli.Querying;

/// <summary>A step that the records of a dataset passed, with the options it had then.</summary>
/// <param name="Stage">Stage that ran it.</param>
/// <param name="Entry">Its catalogue entry.</param>
/// <param name="Options">Its options.</param>
internal sealed record PassedStep(string Stage, StepEntry Entry, object Options)
{
    /// <summary>The rules it decided by, in order.</summary>
    public IReadOnlyList<Rule> Rules { get; } = Entry.Rules(Options);

    /// <summary>Name of the column it marks records in.</summary>
    public string VerdictColumn => SignalColumns.Verdict(Entry.Name).Name;

    /// <summary>Whether a dataset holds all signals that the rules look at.</summary>
    public bool IsStored(DatasetSchema schema) => Rules.Count > 0 && Rules.All(r => schema.IndexOf(r.Signal.Name) >= 0);

    /// <summary>The steps of a stage by its receipt; those that the catalogue does not know in that version any more are left out.</summary>
    public static IReadOnlyList<PassedStep> Of(DatasetReceipt receipt, Catalogue catalogue)
    {
        List<PassedStep> steps = [];
        foreach (var step in receipt.Steps)
            if (catalogue.Steps.FirstOrDefault(s => s.Name == step.Name && s.Version == step.Version) is { } entry)
                steps.Add(new PassedStep(receipt.Stage, entry, Bind(entry, step, null)));
        return steps;
    }

    /// <summary>The same step with one option changed.</summary>
    /// <exception cref="FaultException">There is no such option, or the value is none for it.</exception>
    public PassedStep With(StepRecord record, string option, string value) => new(Stage, Entry, Bind(Entry, record, (option, value)));

    private static object Bind(StepEntry entry, StepRecord step, (string Option, string Value)? change)
    {
        // Options without rules may hold what JSON has another form for, such as times; nobody asks for them here.
        if (entry.Rules(Activator.CreateInstance(entry.Options)!).Count == 0) return Activator.CreateInstance(entry.Options)!;
        var faults = new FaultList();
        var at = new SourcePosition($"options of '{step.Name}'", 0, 0);
        List<ConfigEntry> entries = [];
        using var known = JsonDocument.Parse(step.Options, new JsonDocumentOptions { AllowTrailingCommas = true });
        foreach (var option in known.RootElement.EnumerateObject())
        {
            if (option.Name == change?.Option) continue;
            entries.Add(new ConfigEntry(option.Name, at, YamlText.Parse(option.Value.GetRawText(), at.File, faults)!));
        }

        if (change is { } changed)
            entries.Add(new ConfigEntry(changed.Option, at, YamlText.Parse(changed.Value, $"{Overrides.Origin}{step.Name}.{changed.Option}={changed.Value}", faults) ?? new ConfigNode.Scalar("", true, at)));
        var options = new OptionBinder(_ => "", faults).Bind(entry.Options, new ConfigNode.Mapping(entries, at), $"'{step.Name}'", at);
        faults.ThrowIfAny();
        return options;
    }
}
