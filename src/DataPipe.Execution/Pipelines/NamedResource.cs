using DataPipe.Core.Faults;

namespace DataPipe.Execution.Pipelines;

/// <summary>A named resource of a pipeline, bound.</summary>
/// <param name="Section">Its section, such as <c>teachers</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Options">Its options record.</param>
/// <param name="Canonical">Those of its options that shape results, as text for fingerprints.</param>
/// <param name="At">Where it stands.</param>
public sealed record NamedResource(string Section, string Name, object Options, string Canonical, SourcePosition At);
