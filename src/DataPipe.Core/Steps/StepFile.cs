namespace DataPipe.Core.Steps;

/// <summary>A file of the outside world that a step reads, such as a list of words or a model.</summary>
/// <param name="Path">Path to open it by.</param>
/// <param name="Name">File name without folders, for messages.</param>
/// <param name="Bytes">Size.</param>
public sealed record StepFile(string Path, string Name, long Bytes);
