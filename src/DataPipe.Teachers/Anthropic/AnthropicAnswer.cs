using System.Text;
using System.Text.Json;
using DataPipe.Teachers.OpenAi;

namespace DataPipe.Teachers.Anthropic;

/// <summary>Reads a Messages response: text, thinking and calls of tools from their blocks.</summary>
internal static class AnthropicAnswer
{
    /// <summary>The reply; throws <see cref="JsonException"/> or <see cref="FormatException"/> where the body is no message.</summary>
    public static Reply Read(ReadOnlyMemory<byte> body, TeacherOptions options, string? requestId)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !ReplyJson.TryArray(root, "content", out var content))
            throw new FormatException("The response has no content.");

        StringBuilder text = new(), reasoning = new();
        var calls = new List<ToolCall>();
        foreach (var block in content.EnumerateArray())
        {
            switch (block.ValueKind == JsonValueKind.Object ? ReplyJson.Text(block, "type") : null)
            {
                case "text":
                    text.Append(ReplyJson.Text(block, "text"));
                    break;
                case "thinking":
                    reasoning.Append(ReplyJson.Text(block, "thinking"));
                    break;
                case "tool_use":
                    calls.Add(new ToolCall(
                        ReplyJson.Text(block, "id") ?? $"call_{calls.Count}",
                        ReplyJson.Text(block, "name") ?? "",
                        block.TryGetProperty("input", out var input) ? input.GetRawText() : "{}"));
                    break;
                default:
                    // Thinking that the provider encrypted, and kinds of blocks that did not exist when this was written.
                    break;
            }
        }

        var reason = ReplyJson.Text(root, "stop_reason");
        var usage = UsageOf(root);
        if (reason == "refusal")
            return new Reply.Refused(text.Length > 0 ? text.ToString() : "The provider's safety system withheld the answer.") { Usage = usage, RequestId = requestId };
        var (thought, said) = (reasoning.Length > 0 ? reasoning.ToString() : null, text.ToString());
        if (options.SplitThinking && thought is null)
            (thought, said) = ThinkBlock.Split(said);
        var choice = new Choice(said, FinishOf(reason), []) { Reasoning = thought, ToolCalls = calls };
        return new Reply.Answered([choice], usage, ReplyJson.Text(root, "model") ?? options.Model, requestId);
    }

    private static FinishReason FinishOf(string? reason) => reason switch
    {
        "end_turn" or "stop_sequence" => FinishReason.Stop,
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "tool_use" => FinishReason.ToolCalls,
        _ => FinishReason.Other,
    };

    // Input tokens are counted beside those of the cache, not with them.
    private static Usage UsageOf(JsonElement root)
    {
        if (!ReplyJson.TryObject(root, "usage", out var usage))
            return Usage.Unreported;
        var (read, written) = (ReplyJson.Count(usage, "cache_read_input_tokens"), ReplyJson.Count(usage, "cache_creation_input_tokens"));
        return new Usage(ReplyJson.Count(usage, "input_tokens") + read + written, ReplyJson.Count(usage, "output_tokens"), read) { CacheWriteInputTokens = written };
    }
}
