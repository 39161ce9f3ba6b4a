using DataPipe.Core.Catalogues;

namespace DataPipe.Cli.Documentation;

/// <summary>One entry of the catalogue as a person reads it.</summary>
/// <param name="Name">Name in pipelines.</param>
/// <param name="Kind">stage, step or section.</param>
/// <param name="Version">Version of its meaning.</param>
/// <param name="Flow">What goes in and out.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Reasons">What it may drop records for.</param>
/// <param name="Columns">Annotation columns it adds.</param>
/// <param name="Options">Its options.</param>
internal sealed record CatalogueText(
    string Name, string Kind, int Version, string Flow, string Summary, IReadOnlyList<string> Reasons, IReadOnlyList<string> Columns, IReadOnlyList<OptionText> Options)
{
    public static IReadOnlyList<CatalogueText> Of(Catalogue catalogue) =>
    [
        .. catalogue.Stages.Select(s => new CatalogueText(s.Name, "stage", s.Version, FlowOf(s), s.Summary, [], [], [.. OptionText.Of(s.Options)])),
        .. catalogue.Steps.Select(s => new CatalogueText(
            s.Name, "step", s.Version, s.TakesAny ? "on any record" : $"on {string.Join(" and ", s.Records.Select(r => $"{r.ToString().ToLowerInvariant()}s"))}", s.Summary,
            [.. s.Reasons.Select(r => r.Name)],
            [.. s.Notes(Activator.CreateInstance(s.Options)!).Select(n => $"{n.Name} ({n.Type.ToString().ToLowerInvariant()}: {n.Summary.TrimEnd('.')})")],
            [.. OptionText.Of(s.Options)])),
        .. catalogue.Resources.Select(r => new CatalogueText(r.Section, "section", 1, "named resources", r.Summary, [], [], [.. OptionText.Of(r.Options)])),
    ];

    private static string FlowOf(StageEntry stage)
    {
        var input = stage.MaxInputs == 0 ? "files" : stage.InputType is { } type ? $"{type.ToString().ToLowerInvariant()}s" : "any records";
        var output = stage.OutputType is { } made ? $"{made.ToString().ToLowerInvariant()}s" : "the same";
        return $"{input} to {output}{(stage.TakesSteps ? ", takes steps" : "")}";
    }
}
