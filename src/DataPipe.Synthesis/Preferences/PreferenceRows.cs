using System.Text.Json.Serialization;

namespace DataPipe.Synthesis.Preferences;

/// <summary>How the rows between the phases of a preference stage are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AnsweredPrompt))]
[JsonSerializable(typeof(JudgedPrompt))]
internal sealed partial class PreferenceRows : JsonSerializerContext;
