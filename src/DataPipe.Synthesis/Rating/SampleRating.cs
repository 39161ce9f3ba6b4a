using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataPipe.Synthesis.Rating;

/// <summary>What a teacher says of a sample.</summary>
/// <param name="Difficulty">How hard the question is, 1 (trivial) to 5 (for experts).</param>
/// <param name="Quality">How good the answer is, 1 (useless) to 5 (nothing to improve).</param>
/// <param name="Topic">One of the topics.</param>
public sealed record SampleRating(int Difficulty, int Quality, string Topic)
{
    private const int Least = 1, Most = 5;

    /// <summary>The JSON Schema of a rating, as text.</summary>
    public static string Schema(IReadOnlyList<string> topics)
    {
        static JsonObject Mark() => new() { ["type"] = "integer", ["minimum"] = Least, ["maximum"] = Most };
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["difficulty"] = Mark(), ["quality"] = Mark(), ["topic"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. topics.Select(t => (JsonNode?)t)]) } },
            ["required"] = new JsonArray("difficulty", "quality", "topic"),
            ["additionalProperties"] = false,
        }.ToJsonString();
    }

    /// <summary>Reads a reply: the first JSON object in it, with marks from 1 to 5 and one of the topics without regard to case. Null when it holds none.</summary>
    public static SampleRating? Parse(string reply, IReadOnlyList<string> topics)
    {
        var (start, end) = (reply.IndexOf('{'), reply.LastIndexOf('}'));
        if (start < 0 || end < start) return null;
        try
        {
            using var json = JsonDocument.Parse(reply.AsMemory(start, end - start + 1));
            var topic = json.RootElement.TryGetProperty("topic", out var said) && said.ValueKind == JsonValueKind.String ? topics.FirstOrDefault(t => t.Equals(said.GetString()!.Trim(), StringComparison.OrdinalIgnoreCase)) : null;
            return Mark(json.RootElement, "difficulty") is { } difficulty && Mark(json.RootElement, "quality") is { } quality && topic is not null ? new SampleRating(difficulty, quality, topic) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int? Mark(JsonElement rating, string name) =>
        rating.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var mark) && mark is >= Least and <= Most ? mark : null;
}
