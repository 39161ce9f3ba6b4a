using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Pipelines;

/// <summary>A step as the pipeline file has it, before it is bound.</summary>
/// <param name="Use">Catalogue name, with its place.</param>
/// <param name="With">Its options.</param>
public sealed record StepDefinition(ConfigNode.Scalar Use, ConfigNode? With);
