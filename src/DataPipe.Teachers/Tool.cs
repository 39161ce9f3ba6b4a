namespace DataPipe.Teachers;

/// <summary>A function that the model may ask for instead of answering.</summary>
/// <param name="Name">Its name: letters, digits, '_' and '-', at most 64.</param>
/// <param name="Description">What it does and when to use it, for the model; null to say nothing.</param>
/// <param name="ParametersSchema">JSON Schema, as JSON text, of the object that holds its arguments.</param>
public sealed record Tool(string Name, string? Description, string ParametersSchema);
