namespace DataPipe.Synthesis.Instructions;

/// <summary>One example of an instruction carried out.</summary>
/// <param name="Input">What the instruction works on; empty when it needs nothing.</param>
/// <param name="Output">The answer.</param>
public sealed record Instance(string Input, string Output);
