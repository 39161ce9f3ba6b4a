namespace DataPipe.Synthesis.Export;

/// <summary>One turn as it is written.</summary>
/// <param name="Role">Its role, as the format calls it.</param>
/// <param name="Content">What is said.</param>
/// <param name="Thinking">The reasoning, where it has a field of its own.</param>
public sealed record ExportTurn(string Role, string Content, string? Thinking = null);
