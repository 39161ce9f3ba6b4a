namespace DataPipe.Core.Datasets;

/// <summary>One immutable file of a dataset or of a stage's intermediate work.</summary>
/// <param name="Name">Path below the stage's folder, with forward slashes.</param>
/// <param name="Bytes">File size.</param>
/// <param name="Checksum">SHA-256 of the file, lower-case hex.</param>
/// <param name="Records">Rows in it.</param>
/// <param name="Tokens">Tokens of its records.</param>
public sealed record Shard(string Name, long Bytes, string Checksum, long Records, long Tokens);
