namespace DataPipe.Core.Records;

/// <summary>What an instruction asks for: the task metadata of a <see cref="Sample"/>.</summary>
/// <param name="Name">Name of the task, or its category.</param>
/// <param name="Instruction">The instruction alone.</param>
/// <param name="Input">The input it works on; empty when it needs none.</param>
/// <param name="IsClassification">Whether the answers are a finite set of labels.</param>
/// <param name="Round">Round of generation, from 1; 0 for a seed.</param>
public sealed record TaskLabel(string Name, string Instruction, string Input, bool IsClassification, int Round);
