using System.Text.Json;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Reads all choices of a chat completion or a completion from its JSON, as OpenAI and the servers compatible with it write it.</summary>
internal static class OpenAiAnswer
{
    /// <summary>The reply; throws <see cref="JsonException"/> or <see cref="FormatException"/> where the body is no completion.</summary>
    public static Reply Read(ReadOnlyMemory<byte> body, TeacherOptions options, string? requestId, SecretScrubber scrubber)
    {
        using var document = JsonDocument.Parse(body);
        return Read(document.RootElement, body, options, requestId, scrubber);
    }

    private static Reply Read(JsonElement root, ReadOnlyMemory<byte> body, TeacherOptions options, string? requestId, SecretScrubber scrubber)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("The response is not an object.");
        if (!ReplyJson.TryArray(root, "choices", out var list))
            return FailureWithin(root, body, scrubber) ?? throw new FormatException("The response has no choices.");

        var choices = new SortedList<int, Choice>();
        string? refusal = null;
        var withheld = 0;
        foreach (var element in list.EnumerateArray())
        {
            var choice = OpenAiChoice.Read(element, options.SplitThinking, ref refusal);
            if (choice.Finish == FinishReason.Filtered)
                withheld++;
            var index = element.TryGetProperty("index", out var position) && position.TryGetInt32(out var number) ? number : choices.Count;
            if (!choices.TryAdd(index, choice))
                throw new FormatException("Two choices have one index.");
        }

        if (choices.Count == 0)
            throw new FormatException("The response has an empty list of choices.");
        var usage = UsageOf(root);
        if (withheld == choices.Count)
            return new Reply.Refused(refusal ?? "The content filter withheld the answer.") { Usage = usage, RequestId = requestId };
        return new Reply.Answered([.. choices.Values], usage, ReplyJson.Text(root, "model") ?? options.Model, requestId);
    }

    // Routers and LM Studio report failures under status 200.
    private static Reply? FailureWithin(JsonElement root, ReadOnlyMemory<byte> body, SecretScrubber scrubber)
    {
        if (!root.TryGetProperty("error", out var error) || error.ValueKind is not (JsonValueKind.Object or JsonValueKind.String))
            return null;
        var status = error.ValueKind == JsonValueKind.String ? 400 : (int)Math.Clamp(ReplyJson.Count(error, "code"), 0, 599);
        return OpenAiFailure.Read(status < 400 ? 500 : status, body, scrubber);
    }

    private static Usage UsageOf(JsonElement root)
    {
        if (!ReplyJson.TryObject(root, "usage", out var usage))
            return Usage.Unreported;
        var cached = ReplyJson.TryObject(usage, "prompt_tokens_details", out var input) ? ReplyJson.Count(input, "cached_tokens") : 0;
        return new Usage(ReplyJson.Count(usage, "prompt_tokens"), ReplyJson.Count(usage, "completion_tokens"), cached)
        {
            ReasoningTokens = ReplyJson.TryObject(usage, "completion_tokens_details", out var output) ? ReplyJson.Count(output, "reasoning_tokens") : 0,
        };
    }
}
