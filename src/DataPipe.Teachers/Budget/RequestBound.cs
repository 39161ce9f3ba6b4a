using System.Text;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Budget;

/// <summary>The most that a request can consume, known before it is sent.</summary>
/// <param name="InputTokens">Most tokens of the prompt.</param>
/// <param name="OutputTokens">Most tokens of all answers together.</param>
public readonly record struct RequestBound(long InputTokens, long OutputTokens)
{
    // A token of a byte-level vocabulary stands for one byte or more, so bytes bound the tokens of text. What the chat format adds is bounded by these:
    // three to five tokens a message in published formats, and up to 530 for the system prompt about tools (Anthropic's documentation of tool use).
    private const int TokensAroundPrompt = 64;
    private const int TokensAroundMessage = 16;
    private const int TokensForTools = 1_024;
    private const int TokensAroundTool = 64;
    private const int TokensForSchema = 256;

    /// <summary>The bound of a prompt; null when neither it nor the model limits the answer.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="maxOutputTokens">Longest answer of the model; null when it is unknown.</param>
    /// <param name="repeatsPrompt">Whether the provider takes the prompt once for each sample.</param>
    public static RequestBound? Of(Prompt prompt, int? maxOutputTokens, bool repeatsPrompt)
    {
        if ((prompt.MaxTokens ?? maxOutputTokens) is not { } longest) return null;
        return new RequestBound(InputOf(prompt) * (repeatsPrompt ? prompt.Samples : 1), (long)longest * prompt.Samples);
    }

    /// <summary>The most it can cost, with all its tokens.</summary>
    /// <param name="price">The price; null when it is unknown, and the cost is left at 0.</param>
    /// <param name="inBatch">Whether it goes through the batch API.</param>
    public Spend AtMost(ModelPrice? price, bool inBatch) => new(price?.AtMost(InputTokens, OutputTokens, inBatch) ?? 0, InputTokens + OutputTokens);

    private static long InputOf(Prompt prompt)
    {
        long tokens = TokensAroundPrompt;
        foreach (var message in prompt.Messages)
        {
            tokens += TokensAroundMessage + BytesOf(message.Content) + BytesOf(message.ToolCallId);
            foreach (var call in message.ToolCalls) tokens += TokensAroundTool + BytesOf(call.Id) + BytesOf(call.Name) + BytesOf(call.Arguments);
        }

        if (prompt.Tools.Count > 0) tokens += TokensForTools;
        // Providers write schemas out in other words: twice their bytes leave room for that.
        foreach (var tool in prompt.Tools) tokens += TokensAroundTool + BytesOf(tool.Name) + BytesOf(tool.Description) + (2 * BytesOf(tool.ParametersSchema));
        if (prompt.JsonSchema is not null) tokens += TokensForSchema + (2 * BytesOf(prompt.JsonSchema)) + BytesOf(prompt.JsonSchemaName);
        return tokens;
    }

    private static long BytesOf(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
