namespace DataPipe.Core.Stages;

/// <summary>A file of the outside world that a stage reads.</summary>
/// <param name="Path">Path to open it by.</param>
/// <param name="Name">File name without folders: goes into ids and messages, so that bytes do not depend on where a checkout lies.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Version">What changes when the file changes (modification time, entity tag).</param>
public sealed record InputFile(string Path, string Name, long Bytes, string Version);
