namespace DataPipe.Testing;

/// <summary>A file that a stage put beside its dataset.</summary>
/// <param name="Name">Path below the stage's folder.</param>
/// <param name="Bytes">Content.</param>
public sealed record ExtraFile(string Name, byte[] Bytes);
