namespace DataPipe.Core.Catalogues;

/// <summary>Files of the outside world: a path or a glob (<c>*</c>, <c>?</c>, <c>**</c>), relative to where it was written.</summary>
/// <param name="Pattern">As the user wrote it.</param>
/// <param name="Folder">Folder that relative patterns start from: the pipeline file's, or the current one for values of the command line.</param>
public sealed record FilePattern(string Pattern, string Folder);
