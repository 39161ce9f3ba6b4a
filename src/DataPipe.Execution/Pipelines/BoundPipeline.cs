namespace DataPipe.Execution.Pipelines;

/// <summary>A pipeline ready to run: everything checked, every name looked up.</summary>
/// <param name="Definition">What it was bound from.</param>
/// <param name="Stages">Its stages, every one after those it reads.</param>
public sealed record BoundPipeline(PipelineDefinition Definition, IReadOnlyList<BoundStage> Stages)
{
    /// <summary>The named resources that its stages use, each once.</summary>
    public IReadOnlyList<NamedResource> Resources => [.. Stages.SelectMany(s => s.Resources).DistinctBy(r => (r.Section, r.Name))];
}
