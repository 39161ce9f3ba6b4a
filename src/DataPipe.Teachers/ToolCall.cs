namespace DataPipe.Teachers;

/// <summary>A model's request to run a tool.</summary>
/// <param name="Id">The provider's id of the call, which the tool's answer refers to.</param>
/// <param name="Name">Name of the tool.</param>
/// <param name="Arguments">The arguments as JSON text. It is the model's own writing, and need neither be valid nor fit the tool's schema.</param>
public sealed record ToolCall(string Id, string Name, string Arguments);
