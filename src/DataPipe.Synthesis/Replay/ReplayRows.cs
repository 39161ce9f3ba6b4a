using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataPipe.Synthesis.Replay;

/// <summary>The JSON types that logs are read by.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ReplayRows : JsonSerializerContext;
