namespace DataPipe.Execution.Pipelines;

/// <summary>What a pipeline is read from.</summary>
/// <param name="File">The file, as the user wrote it.</param>
/// <param name="Text">Its text.</param>
/// <param name="Folder">Folder that relative paths in it start from.</param>
/// <param name="CurrentFolder">Folder that relative paths of the command line start from.</param>
/// <param name="Sets">The <c>--set</c> overrides, in order.</param>
/// <param name="Environment">Looks up an environment variable.</param>
public sealed record PipelineSource(
    string File, string Text, string Folder, string CurrentFolder, IReadOnlyList<string> Sets, Func<string, string?> Environment)
{
    /// <summary>Folder that a relative path written at a place starts from.</summary>
    public string FolderOf(Core.Faults.SourcePosition at) =>
        at.File.StartsWith(Configuration.Overrides.Origin, StringComparison.Ordinal) ? CurrentFolder : Folder;
}
