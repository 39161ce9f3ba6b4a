using System.Text;
using DataPipe.Core.Records;

namespace DataPipe.Synthesis.Export;

/// <summary>The chat templates that are known by name. Source: the model cards and tokenizer files of the families that they are named for.</summary>
public static class ChatTemplates
{
    private const string VicunaSystem = "A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the user's questions.";
    private const string AlpacaTask = "Below is an instruction that describes a task";
    private const string AlpacaInput = ", paired with an input that provides further context";
    private const string AlpacaRequest = ". Write a response that appropriately completes the request.\n\n";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ChatTemplate> All { get; } =
    [
        new("alpaca", Alpaca),
        new("chatml", (m, _, open) => Turns(m, open, "", r => $"<|im_start|>{r}\n", "<|im_end|>\n")),
        new("gemma", (m, _, open) => Turns(SystemInUser(m, "", "\n\n"), open, "<bos>", r => $"<start_of_turn>{(r == "assistant" ? "model" : r)}\n", "<end_of_turn>\n")),
        new("llama-2", (m, _, _) => Bracketed(SystemInUser(m, "<<SYS>>\n", "\n<</SYS>>\n\n"), eachTurn: true)),
        new("llama-3", (m, _, open) => Turns(m, open, "<|begin_of_text|>", r => $"<|start_header_id|>{r}<|end_header_id|>\n\n", "<|eot_id|>")),
        new("mistral", (m, _, _) => Bracketed(SystemInUser(m, "", "\n\n"), eachTurn: false)),
        new("vicuna", Vicuna),
        new("zephyr", (m, _, open) => Turns(m, open, "", r => $"<|{r}|>\n", "</s>\n")),
    ];

    /// <summary>The template with this name; null when there is none.</summary>
    public static ChatTemplate? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    // Every turn between the same marks.
    private static string Turns(IReadOnlyList<ChatMessage> messages, bool open, string begin, Func<string, string> head, string end)
    {
        var text = new StringBuilder(begin);
        foreach (var message in messages) text.Append(head(message.Role)).Append(message.Content).Append(end);
        return open ? text.Append(head("assistant")).ToString() : text.ToString();
    }

    // [INST] question [/INST] answer; a text that is to go on ends at the bracket. Llama 2 begins every pair anew; Mistral begins once and puts no blank before the end.
    private static string Bracketed(IReadOnlyList<ChatMessage> messages, bool eachTurn)
    {
        var text = new StringBuilder();
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role == "assistant") text.Append(' ').Append(messages[i].Content).Append(eachTurn ? " </s>" : "</s>");
            else text.Append(eachTurn || i == 0 ? "<s>[INST] " : "[INST] ").Append(messages[i].Content).Append(" [/INST]");
        }

        return text.ToString();
    }

    private static string Vicuna(IReadOnlyList<ChatMessage> messages, string input, bool open)
    {
        var hasSystem = messages is [{ Role: "system" }, ..];
        var text = new StringBuilder(hasSystem ? messages[0].Content : VicunaSystem);
        foreach (var message in messages.Skip(hasSystem ? 1 : 0))
        {
            if (message.Role == "assistant") text.Append(" ASSISTANT:").Append(' ').Append(message.Content).Append("</s>");
            else text.Append(text[^1] == '>' ? "USER: " : " USER: ").Append(message.Content);
        }

        return open ? text.Append(" ASSISTANT:").ToString() : text.ToString();
    }

    // The two templates of Alpaca; a system turn stands where its preamble would.
    private static string Alpaca(IReadOnlyList<ChatMessage> messages, string input, bool open)
    {
        var hasSystem = messages is [{ Role: "system" }, ..];
        var text = new StringBuilder();
        if (hasSystem) text.Append(messages[0].Content).Append("\n\n");
        var first = true;
        foreach (var message in messages.Skip(hasSystem ? 1 : 0))
        {
            if (message.Role == "assistant")
            {
                text.Append("\n\n### Response:\n").Append(message.Content);
                continue;
            }

            var hasInput = first && input.Length > 0 && message.Content.EndsWith("\n\n" + input, StringComparison.Ordinal);
            if (first && !hasSystem) text.Append(AlpacaTask).Append(hasInput ? AlpacaInput : "").Append(AlpacaRequest);
            text.Append(first ? "" : "\n\n").Append("### Instruction:\n").Append(hasInput ? message.Content[..^(input.Length + 2)] : message.Content);
            if (hasInput) text.Append("\n\n### Input:\n").Append(input);
            first = false;
        }

        return open ? text.Append("\n\n### Response:\n").ToString() : text.ToString();
    }

    private static IReadOnlyList<ChatMessage> SystemInUser(IReadOnlyList<ChatMessage> messages, string before, string between) =>
        messages is [{ Role: "system" } system, { Role: "user" } user, ..]
            ? [new ChatMessage("user", before + system.Content + between + user.Content), .. messages.Skip(2)]
            : messages;
}
