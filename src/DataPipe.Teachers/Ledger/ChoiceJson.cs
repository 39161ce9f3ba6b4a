using System.Text.Json;

namespace DataPipe.Teachers.Ledger;

/// <summary>An answer as JSON members of a ledger's record, and back.</summary>
internal static class ChoiceJson
{
    public static void Write(Utf8JsonWriter writer, Choice choice)
    {
        writer.WriteString("text"u8, choice.Text);
        writer.WriteString("finish"u8, NameOf(choice.Finish));
        if (choice.Reasoning is { } reasoning) writer.WriteString("reasoning"u8, reasoning);
        if (choice.ToolCalls.Count > 0)
        {
            writer.WriteStartArray("tool_calls"u8);
            foreach (var call in choice.ToolCalls)
            {
                writer.WriteStringValue(call.Id);
                writer.WriteStringValue(call.Name);
                writer.WriteStringValue(call.Arguments);
            }

            writer.WriteEndArray();
        }

        if (choice.Logprobs.Count == 0) return;
        writer.WriteStartArray("logprobs"u8);
        foreach (var token in choice.Logprobs)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(token.Token);
            writer.WriteNumberValue(token.Logprob);
            writer.WriteStartArray();
            foreach (var alternative in token.Top)
            {
                writer.WriteStringValue(alternative.Token);
                writer.WriteNumberValue(alternative.Logprob);
            }

            writer.WriteEndArray();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    public static FinishReason FinishOf(string? name) => name switch
    {
        "stop" => FinishReason.Stop,
        "length" => FinishReason.Length,
        "filtered" => FinishReason.Filtered,
        "tool-calls" => FinishReason.ToolCalls,
        _ => FinishReason.Other,
    };

    /// <summary>Reads the array that the reader stands at: <c>[[token, logprob, [token, logprob, ...]], ...]</c>.</summary>
    public static List<TokenLogprob> ReadLogprobs(ref Utf8JsonReader reader)
    {
        var tokens = new List<TokenLogprob>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            var (token, logprob) = ReadPair(ref reader);
            var top = new List<TokenAlternative>();
            _ = reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                var alternative = reader.GetString()!;
                _ = reader.Read();
                top.Add(new TokenAlternative(alternative, reader.GetDouble()));
            }

            _ = reader.Read();
            tokens.Add(new TokenLogprob(token, logprob, top));
        }

        return tokens;
    }

    /// <summary>Reads the array that the reader stands at: id, name and arguments of each call in turn.</summary>
    public static List<ToolCall> ReadCalls(ref Utf8JsonReader reader)
    {
        var calls = new List<ToolCall>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            var id = reader.GetString()!;
            _ = reader.Read();
            var name = reader.GetString()!;
            _ = reader.Read();
            calls.Add(new ToolCall(id, name, reader.GetString()!));
        }

        return calls;
    }

    private static (string Token, double Logprob) ReadPair(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        var token = reader.GetString() ?? throw new JsonException("A token of the log-probabilities is missing.");
        _ = reader.Read();
        return (token, reader.GetDouble());
    }

    private static string NameOf(FinishReason finish) => finish switch
    {
        FinishReason.Stop => "stop",
        FinishReason.Length => "length",
        FinishReason.Filtered => "filtered",
        FinishReason.ToolCalls => "tool-calls",
        _ => "other",
    };
}
