namespace DataPipe.Core.Records;

/// <summary>A declared annotation: a typed column that a step adds to every record of a dataset.</summary>
/// <param name="Name">Column name, snake_case as in Parquet.</param>
/// <param name="Type">Value type.</param>
/// <param name="Summary">What it says, with its unit.</param>
public sealed record NoteColumn(string Name, NoteType Type, string Summary);
