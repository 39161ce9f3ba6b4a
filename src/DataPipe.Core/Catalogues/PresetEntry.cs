namespace DataPipe.Core.Catalogues;

/// <summary>One preset of a catalogue: steps with options that belong together, such as the filters of a published corpus, as a fragment of a pipeline.</summary>
/// <param name="Name">Name in pipelines, kebab-case.</param>
/// <param name="Summary">What it is, in a sentence.</param>
/// <param name="Steps">The fragment: a YAML list of steps as it stands in a pipeline.</param>
public sealed record PresetEntry(string Name, string Summary, string Steps);
