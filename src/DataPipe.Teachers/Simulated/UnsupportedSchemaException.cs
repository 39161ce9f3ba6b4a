namespace DataPipe.Teachers.Simulated;

/// <summary>A JSON Schema asks for something the simulated teacher cannot write.</summary>
internal sealed class UnsupportedSchemaException(string message) : Exception(message);
