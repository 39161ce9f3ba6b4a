using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Core.Faults;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Replay;

/// <summary>Reads logs of Self-Instruct, Alpaca and their descendants: JSON Lines or one JSON array, with the field names that these programs use.</summary>
public static class RecordedLog
{
    private static readonly string[] Texts = ["instruction", "Instruction", "inst"];
    private static readonly string[] Similars = ["most_similar", "most_similar_instructions", "similar_instructions"];
    private static readonly string[] Means = ["avg_similarity_score", "average_similarity_score", "mean_similarity_score", "mean_similarity"];
    private static readonly string[] Replies = ["response", "raw_response", "reply", "raw_reply", "completion", "raw"];
    private static readonly string[] Scores = ["score", "similarity", "rouge_l", "rougeL"];

    /// <summary>The rows of a log that hold an instruction, in order, and how many others there were. <paramref name="log"/> must be able to seek.</summary>
    /// <exception cref="FaultException">DP1340: an array is not whole, or there is no instruction.</exception>
    public static async Task<(IReadOnlyList<RecordedInstruction> Rows, int Malformed)> ReadAsync(Stream log, string name, CancellationToken cancellation)
    {
        List<RecordedInstruction> rows = [];
        var (place, malformed) = (0, 0);
        await foreach (var row in RowsAsync(log, name, cancellation))
        {
            place++;
            if (row is { } some && Read(some, place) is { } instruction) rows.Add(instruction);
            else malformed++;
        }

        if (rows.Count == 0) throw new FaultException("DP1340", $"'{name}' holds no row with a field 'instruction'", null);
        return (rows, malformed);
    }

    // One row at a time; null for a line that is no JSON.
    private static async IAsyncEnumerable<JsonElement?> RowsAsync(Stream log, string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!await IsArrayAsync(log, cancellation))
        {
            var lines = new SourceLineReader(log);
            while (await lines.ReadAsync(cancellation)) yield return lines.IsTooLong ? null : Parse(lines.Line);
            yield break;
        }

        await using var rows = JsonSerializer.DeserializeAsyncEnumerable(log, ReplayRows.Default.JsonElement, cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(rows, name)) yield return rows.Current;
    }

    private static async Task<bool> IsArrayAsync(Stream log, CancellationToken cancellation)
    {
        var start = new byte[256];
        var read = await log.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        log.Position = 0;
        var text = start.AsSpan(0, read);
        if (text.StartsWith("\uFEFF"u8)) text = text[3..];
        return text.TrimStart(" \t\r\n"u8).StartsWith("["u8);
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<JsonElement> rows, string name)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (JsonException broken)
        {
            throw new FaultException("DP1340", $"'{name}' is no whole JSON array: {broken.Message}", broken);
        }
    }

    private static RecordedInstruction? Read(JsonElement row, int place)
    {
        if (row.ValueKind != JsonValueKind.Object || Find(row, Texts) is not { ValueKind: JsonValueKind.String } text) return null;
        var inner = row.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object ? metadata : row;
        var reply = Find(row, Replies) ?? Find(inner, Replies);
        var mean = Find(row, Means) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : (double?)null;
        return new RecordedInstruction(place, text.GetString()!, Similar(row), mean, reply is { } some ? ReplyText(some) : null, IsCut(reply, row, inner));
    }

    // An object from text to score, or a list of pairs or of objects.
    private static List<KeyValuePair<string, double>>? Similar(JsonElement row)
    {
        if (Find(row, Similars) is not { } similar) return null;
        List<KeyValuePair<string, double>> pairs = [];
        if (similar.ValueKind == JsonValueKind.Object)
        {
            foreach (var pair in similar.EnumerateObject())
                if (pair.Value.ValueKind == JsonValueKind.Number) pairs.Add(new(pair.Name, pair.Value.GetDouble()));
        }
        else if (similar.ValueKind == JsonValueKind.Array)
        {
            foreach (var pair in similar.EnumerateArray())
            {
                var (text, score) = pair.ValueKind switch
                {
                    JsonValueKind.Array when pair.GetArrayLength() == 2 => (pair[0], pair[1]),
                    JsonValueKind.Object => (Find(pair, [.. Texts, "text"]) ?? default, Find(pair, Scores) ?? default),
                    _ => (default, default),
                };
                if (text.ValueKind == JsonValueKind.String && score.ValueKind == JsonValueKind.Number) pairs.Add(new(text.GetString()!, score.GetDouble()));
            }
        }

        return pairs;
    }

    private static string? ReplyText(JsonElement reply)
    {
        if (reply.ValueKind == JsonValueKind.String) return reply.GetString();
        if (reply.ValueKind != JsonValueKind.Object) return null;
        var choice = Choice(reply) ?? reply;
        if (Find(choice, ["text", "content"]) is { ValueKind: JsonValueKind.String } text) return text.GetString();
        return choice.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object && Find(message, ["content"]) is { ValueKind: JsonValueKind.String } content ? content.GetString() : null;
    }

    private static bool IsCut(JsonElement? reply, JsonElement row, JsonElement inner)
    {
        var finish = reply is { ValueKind: JsonValueKind.Object } answered ? Find(Choice(answered) ?? answered, ["finish_reason"]) : Find(row, ["finish_reason"]) ?? Find(inner, ["finish_reason"]);
        return finish is { ValueKind: JsonValueKind.String } reason && reason.GetString() == "length";
    }

    private static JsonElement? Choice(JsonElement reply) =>
        reply.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0 && choices[0].ValueKind == JsonValueKind.Object ? choices[0] : null;

    private static JsonElement? Find(JsonElement row, string[] names)
    {
        foreach (var name in names)
            if (row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return value;
        return null;
    }
}
