using DataPipe.Core.Faults;

namespace DataPipe.Core.Steps;

/// <summary>No files at all: what steps have that were made outside of a pipeline.</summary>
public sealed class NoStepFiles : IStepFiles
{
    /// <summary>The only one there need be.</summary>
    public static NoStepFiles Instance { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<StepFile> Find(string pattern, string folder) => [];

    /// <inheritdoc/>
    public Stream Open(StepFile file) => throw new FaultException("DP2002", $"cannot read {file.Path}: the step was made without files", null);

    /// <inheritdoc/>
    public T Share<T>(string key, Func<T> load) where T : class => load();
}
