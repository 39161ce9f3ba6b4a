namespace DataPipe.Execution.Pipelines;

/// <summary>A pipeline ready to run: everything checked, every name looked up.</summary>
/// <param name="Definition">What it was bound from.</param>
/// <param name="Stages">Its stages, every one after those it reads.</param>
/// <param name="Sections">The sections that hold options for the whole pipeline, such as a budget; they shape no bytes.</param>
public sealed record BoundPipeline(PipelineDefinition Definition, IReadOnlyList<BoundStage> Stages, IReadOnlyList<NamedResource> Sections)
{
    /// <summary>Options of a section of the whole pipeline; null when it is not written.</summary>
    public T? Section<T>() where T : class => Sections.Select(s => s.Options).OfType<T>().FirstOrDefault();

    /// <summary>The named resources that its stages use, each once.</summary>
    public IReadOnlyList<NamedResource> Resources => [.. Stages.SelectMany(s => s.Resources).DistinctBy(r => (r.Section, r.Name))];
}
