using System.Text;
using System.Text.Json;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Reads all choices of a chat completion from its JSON; the client's own type shows the first one only.</summary>
internal static class OpenAiAnswer
{
    /// <summary>The reply; throws <see cref="JsonException"/> or <see cref="FormatException"/> where the body is not a chat completion.</summary>
    public static Reply Read(ReadOnlyMemory<byte> body, string askedModel, string? requestId)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("choices", out var list) || list.ValueKind != JsonValueKind.Array)
            throw new FormatException("The response has no choices.");

        var choices = new SortedList<int, Choice>();
        string? refusal = null;
        var withheld = 0;
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object)
                throw new FormatException("A choice is not an object.");
            var choice = ReadChoice(element, ref refusal);
            if (choice.Finish == FinishReason.Filtered)
                withheld++;
            var index = element.TryGetProperty("index", out var position) && position.TryGetInt32(out var number) ? number : choices.Count;
            if (!choices.TryAdd(index, choice))
                throw new FormatException("Two choices have one index.");
        }

        if (choices.Count == 0)
            throw new FormatException("The response has an empty list of choices.");
        var usage = ReadUsage(root);
        if (withheld == choices.Count)
            return new Reply.Refused(refusal ?? "The content filter withheld the answer.") { Usage = usage, RequestId = requestId };
        return new Reply.Answered([.. choices.Values], usage, Text(root, "model") ?? askedModel, requestId);
    }

    private static Choice ReadChoice(JsonElement choice, ref string? refusal)
    {
        var text = "";
        var finish = FinishOf(Text(choice, "finish_reason"));
        if (choice.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object)
        {
            text = ContentOf(message);
            if (Text(message, "refusal") is { Length: > 0 } declined)
            {
                refusal ??= declined;
                finish = FinishReason.Filtered;
                text = text.Length > 0 ? text : declined;
            }
        }

        return new Choice(text, finish, LogprobsOf(choice));
    }

    private static string ContentOf(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content))
            return "";
        if (content.ValueKind == JsonValueKind.String)
            return content.GetString()!;
        if (content.ValueKind != JsonValueKind.Array)
            return "";
        var text = new StringBuilder();
        foreach (var part in content.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.Object)
                text.Append(Text(part, "text"));
        }

        return text.ToString();
    }

    private static FinishReason FinishOf(string? reason) => reason switch
    {
        "stop" => FinishReason.Stop,
        "length" => FinishReason.Length,
        "content_filter" => FinishReason.Filtered,
        "tool_calls" or "function_call" => FinishReason.ToolCalls,
        _ => FinishReason.Other,
    };

    private static List<TokenLogprob> LogprobsOf(JsonElement choice)
    {
        var tokens = new List<TokenLogprob>();
        if (!choice.TryGetProperty("logprobs", out var logprobs) || logprobs.ValueKind != JsonValueKind.Object
            || !logprobs.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array)
            return tokens;
        foreach (var element in content.EnumerateArray())
        {
            var top = new List<TokenAlternative>();
            if (element.TryGetProperty("top_logprobs", out var alternatives) && alternatives.ValueKind == JsonValueKind.Array)
            {
                foreach (var alternative in alternatives.EnumerateArray())
                    top.Add(new TokenAlternative(Text(alternative, "token") ?? "", Number(alternative, "logprob")));
            }

            tokens.Add(new TokenLogprob(Text(element, "token") ?? "", Number(element, "logprob"), top));
        }

        return tokens;
    }

    private static Usage ReadUsage(JsonElement root)
    {
        if (!root.TryGetProperty("usage", out var usage) || usage.ValueKind != JsonValueKind.Object)
            return Usage.None;
        var cached = usage.TryGetProperty("prompt_tokens_details", out var details) && details.ValueKind == JsonValueKind.Object
            ? Count(details, "cached_tokens")
            : 0;
        return new Usage(Count(usage, "prompt_tokens"), Count(usage, "completion_tokens"), cached);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;

    private static long Count(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) ? count : 0;
}
