namespace DataPipe.Core.Datasets;

/// <summary>Outcome of a commit.</summary>
/// <param name="Key">Key of the file.</param>
/// <param name="Bytes">Size of what this writer wrote.</param>
/// <param name="Checksum">SHA-256 of what this writer wrote, lower-case hex.</param>
/// <param name="IsOurs">False when the key existed already and was left as it was.</param>
public sealed record Published(string Key, long Bytes, string Checksum, bool IsOurs);
