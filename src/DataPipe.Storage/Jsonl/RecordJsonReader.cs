using System.Text.Json;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;

namespace DataPipe.Storage.Jsonl;

/// <summary>Records from the JSON objects that <see cref="RecordJson"/> writes.</summary>
internal static class RecordJsonReader
{
    // What the Parquet column holds: 18 digits, of which CostDecimals are behind the point.
    private const decimal CostLimit = 999_999_999;

    /// <exception cref="JsonException">Not such an object.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> line, DatasetSchema schema) where T : class, IRecord<T>
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("the line is not an object");
        try
        {
            object record = T.Type switch
            {
                RecordType.Document => Document(root),
                RecordType.Sample => Sample(root),
                _ => Preference(root),
            };
            var notes = new NoteValue[schema.Notes.Count];
            for (var i = 0; i < notes.Length; i++)
                if (root.TryGetProperty(schema.Notes[i].Name, out var value))
                    notes[i] = Note(schema.Notes[i].Type, value);
            return notes.Length == 0 ? (T)record : ((T)record).WithNotes(new Notes(notes));
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException(wrong.Message, wrong);
        }
    }

    private static Document Document(JsonElement root) =>
        new(Text(root, "id"), Utf8Text.From(Text(root, "text")), Text(root, "source"))
        {
            Url = OptionalText(root, "url"),
            Language = OptionalText(root, "language"),
            Title = OptionalText(root, "title"),
            FetchedAt = OptionalTime(root, "fetched_at"),
            PublishedAt = OptionalTime(root, "published_at"),
            MediaType = Text(root, "media_type"),
            Tokens = root.GetProperty("tokens").GetInt64(),
        };

    private static Sample Sample(JsonElement root)
    {
        var task = root.GetProperty("task");
        return new Sample(
            Text(root, "id"), Messages(root, "messages"),
            new TaskLabel(Text(task, "name"), Text(task, "instruction"), Text(task, "input"), task.GetProperty("is_classification").GetBoolean(), task.GetProperty("round").GetInt32()),
            Provenance(root))
        {
            GroundTruth = OptionalText(root, "ground_truth"),
            Citations = root.TryGetProperty("citations", out var citations) && citations.ValueKind != JsonValueKind.Null
                ? [.. citations.EnumerateArray().Select(c => new Citation(Text(c, "document"), c.GetProperty("start").GetInt32(), c.GetProperty("end").GetInt32(), Text(c, "text")))]
                : [],
            Tokens = root.GetProperty("tokens").GetInt64(),
        };
    }

    private static Preference Preference(JsonElement root) =>
        new(Text(root, "id"), Messages(root, "prompt"), Messages(root, "chosen"), Messages(root, "rejected"),
            [.. root.GetProperty("verdicts").EnumerateArray().Select(v => new JudgeVerdict(Text(v, "judge"), v.GetProperty("swapped").GetBoolean(), Text(v, "winner"), Text(v, "rationale")))],
            Provenance(root))
        {
            ChosenScore = root.GetProperty("chosen_score").GetDouble(),
            RejectedScore = root.GetProperty("rejected_score").GetDouble(),
            Tokens = root.GetProperty("tokens").GetInt64(),
        };

    private static ChatMessage[] Messages(JsonElement root, string name) =>
        [.. root.GetProperty(name).EnumerateArray().Select(m => new ChatMessage(Text(m, "role"), Text(m, "content")) { Reasoning = OptionalText(m, "reasoning") })];

    private static Provenance Provenance(JsonElement root)
    {
        var provenance = root.GetProperty("provenance");
        return new Provenance(
            Text(provenance, "generator"), OptionalText(provenance, "teacher"), provenance.GetProperty("simulated").GetBoolean(), OptionalText(provenance, "prompt"),
            Texts(provenance.GetProperty("parents")))
        {
            Model = OptionalText(provenance, "model"),
            Requests = provenance.TryGetProperty("requests", out var requests) && requests.ValueKind != JsonValueKind.Null ? Texts(requests) : [],
            Cost = provenance.TryGetProperty("cost", out var cost) && cost.ValueKind != JsonValueKind.Null ? Cost(cost.GetDecimal()) : null,
            Currency = OptionalText(provenance, "currency"),
            Use = OptionalText(provenance, "use"),
        };
    }

    private static decimal Cost(decimal cost) =>
        Math.Abs(cost) < CostLimit ? decimal.Round(cost, Core.Records.Provenance.CostDecimals) : throw new JsonException("'cost' is more than a record can hold");

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString() ?? "")];

    private static NoteValue Note(NoteType type, JsonElement value) => type switch
    {
        NoteType.Integer => NoteValue.Of(value.GetInt64()),
        NoteType.Number => NoteValue.Of(value.GetDouble()),
        NoteType.Boolean => NoteValue.Of(value.GetBoolean()),
        NoteType.Vector => NoteValue.Of(value.ValueKind == JsonValueKind.Null ? null : [.. value.EnumerateArray().Select(number => number.GetSingle())]),
        _ => NoteValue.Of(value.GetString()),
    };

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new JsonException($"'{name}' is null");

    private static string? OptionalText(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? OptionalTime(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;
}
