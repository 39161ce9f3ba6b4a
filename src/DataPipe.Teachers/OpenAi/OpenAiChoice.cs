using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Reads one choice of a chat completion or a completion, as OpenAI and the servers compatible with it write it.</summary>
internal static class OpenAiChoice
{
    /// <summary>The choice; throws <see cref="FormatException"/> where it is none. A refusal's words go to <paramref name="refusal"/>.</summary>
    public static Choice Read(JsonElement choice, bool splitThinking, ref string? refusal)
    {
        if (choice.ValueKind != JsonValueKind.Object)
            throw new FormatException("A choice is not an object.");
        var finish = FinishOf(ReplyJson.Text(choice, "finish_reason"));
        var text = ReplyJson.Text(choice, "text") ?? "";
        string? reasoning = null;
        IReadOnlyList<ToolCall> calls = [];
        if (ReplyJson.TryObject(choice, "message", out var message))
        {
            text = ContentOf(message);
            // DeepSeek, vLLM and llama.cpp call it reasoning_content; newer vLLM, Ollama, LM Studio and OpenRouter reasoning.
            reasoning = ReplyJson.Text(message, "reasoning_content") ?? ReplyJson.Text(message, "reasoning");
            calls = CallsOf(message);
            if (ReplyJson.Text(message, "refusal") is { Length: > 0 } declined)
            {
                refusal ??= declined;
                finish = FinishReason.Filtered;
                text = text.Length > 0 ? text : declined;
            }
        }

        if (splitThinking && reasoning is null)
            (reasoning, text) = ThinkBlock.Split(text);
        // Ollama and forced calls of OpenAI end with "stop" though what was wanted is a call.
        if (calls.Count > 0 && finish is (FinishReason.Stop or FinishReason.Other))
            finish = FinishReason.ToolCalls;
        return new Choice(text, finish, OpenAiLogprobs.Of(choice)) { Reasoning = string.IsNullOrEmpty(reasoning) ? null : reasoning, ToolCalls = calls };
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
                text.Append(ReplyJson.Text(part, "text"));
        }

        return text.ToString();
    }

    private static List<ToolCall> CallsOf(JsonElement message)
    {
        var calls = new List<ToolCall>();
        if (!ReplyJson.TryArray(message, "tool_calls", out var list))
            return calls;
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object || !ReplyJson.TryObject(element, "function", out var function))
                throw new FormatException("A tool call names no function.");
            var id = ReplyJson.Text(element, "id");
            calls.Add(new ToolCall(
                string.IsNullOrEmpty(id) ? string.Create(CultureInfo.InvariantCulture, $"call_{calls.Count}") : id,
                ReplyJson.Text(function, "name") ?? "",
                // A text by the protocol; some servers write the object itself.
                !function.TryGetProperty("arguments", out var arguments) || arguments.ValueKind == JsonValueKind.Null ? "{}"
                    : arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText()));
        }

        return calls;
    }

    // Text Generation Inference and older llama.cpp servers have words of their own.
    private static FinishReason FinishOf(string? reason) => reason switch
    {
        "stop" or "eos_token" or "stop_sequence" or "eos" => FinishReason.Stop,
        "length" or "max_tokens" or "limit" => FinishReason.Length,
        "content_filter" => FinishReason.Filtered,
        "tool_calls" or "function_call" => FinishReason.ToolCalls,
        _ => FinishReason.Other,
    };
}
