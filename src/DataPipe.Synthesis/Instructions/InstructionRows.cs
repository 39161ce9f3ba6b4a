using System.Text.Json.Serialization;

namespace DataPipe.Synthesis.Instructions;

/// <summary>How the rows between the phases of Self-Instruct are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TaskListReply))]
[JsonSerializable(typeof(AcceptedInstruction))]
internal sealed partial class InstructionRows : JsonSerializerContext;
