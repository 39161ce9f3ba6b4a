using DataPipe.Core.Records;

namespace DataPipe.Synthesis.Export;

/// <summary>Records in the shape that a trainer reads. A record that has no such shape is told with its reason, never bent.</summary>
/// <param name="format">The shape.</param>
/// <param name="template">Turns messages into texts, where the shape has both forms; <see cref="ExportFormat.Text"/> needs one.</param>
/// <param name="reasoning">Where reasoning goes; <see cref="ReasoningStyle.Field"/> only in shapes of TRL that keep messages.</param>
public sealed class ExportShape(ExportFormat format, ChatTemplate? template, ReasoningStyle reasoning)
{
    private const string NoAnswer = "no-answer", EmptyTurn = "empty-turn", ToolTurn = "tool-turn", SystemTurn = "system-turn", SeveralTurns = "several-turns", Order = "turn-order", SameAnswers = "same-answers", OtherTurns = "several-answer-turns";

    // Shapes of TRL know tool turns; in the others they would need ids of calls that records do not have.
    private bool TakesTools => HasThinkingField(format) && template is null;

    private bool IsText => template is not null && TakesTemplate(format);

    /// <summary>Whether a chat template makes texts of what this format holds.</summary>
    public static bool TakesTemplate(ExportFormat format) => format == ExportFormat.Text || (HasThinkingField(format) && format != ExportFormat.TrlMessages);

    /// <summary>Whether messages of this format may have their reasoning in a field of its own: those of TRL.</summary>
    public static bool HasThinkingField(ExportFormat format) => format is ExportFormat.TrlMessages or ExportFormat.TrlPromptCompletion or ExportFormat.TrlPrompt
        or ExportFormat.TrlPreference or ExportFormat.TrlPreferenceImplicit or ExportFormat.TrlUnpaired;

    /// <summary>Columns of the rows.</summary>
    public IReadOnlyList<ExportColumn> Columns => format switch
    {
        ExportFormat.Alpaca => [Text("instruction"), Text("input"), Text("output")],
        ExportFormat.Sharegpt => [new("conversations", ExportKind.Turns) { RoleName = "from", ContentName = "value" }],
        ExportFormat.Openai or ExportFormat.TrlMessages => [Turns("messages")],
        ExportFormat.Text => [Text("text")],
        ExportFormat.TrlPrompt => [Either("prompt"), new("ground_truth", ExportKind.OptionalText)],
        ExportFormat.TrlPromptCompletion => [Either("prompt"), Either("completion")],
        ExportFormat.TrlPreference => [Either("prompt"), Either("chosen"), Either("rejected")],
        ExportFormat.TrlPreferenceImplicit => [Either("chosen"), Either("rejected")],
        ExportFormat.TrlUnpaired => [Either("prompt"), Either("completion"), new("label", ExportKind.Flag)],
        _ => [new("input", ExportKind.Request), Turns("preferred_output"), Turns("non_preferred_output")],
    };

    /// <summary>Whether records of a type have this shape.</summary>
    public static bool Takes(ExportFormat format, RecordType type) => format switch
    {
        ExportFormat.TrlPrompt => type is RecordType.Sample or RecordType.Preference,
        ExportFormat.TrlPreference or ExportFormat.TrlPreferenceImplicit or ExportFormat.TrlUnpaired or ExportFormat.OpenaiPreference => type == RecordType.Preference,
        _ => type == RecordType.Sample,
    };

    /// <summary>The rows of a sample.</summary>
    public ExportRows Of(Sample sample)
    {
        var messages = sample.Messages;
        var promptOnly = format == ExportFormat.TrlPrompt;
        if (Unfit(messages, promptOnly) is { } reason) return ExportRows.None(reason);
        var isAnswered = messages[^1].Role == "assistant";
        var prompt = isAnswered ? [.. messages.Take(messages.Count - 1)] : messages;
        return format switch
        {
            ExportFormat.Alpaca => Alpaca(sample),
            ExportFormat.Sharegpt => ExportRows.Of([new ExportValue.Turns([.. messages.Select(m => new ExportTurn(m.Role switch { "user" => "human", "assistant" => "gpt", var other => other }, Content(m)))])]),
            ExportFormat.Text => ExportRows.Of([new ExportValue.Text(template!.Render(Plain(messages), sample.Task.Input, false))]),
            ExportFormat.TrlPrompt => prompt.Count == 0 ? ExportRows.None(NoAnswer) : ExportRows.Of([Prompt(prompt, sample.Task.Input), Truth(sample.GroundTruth)]),
            ExportFormat.TrlPromptCompletion => ExportRows.Of([Prompt(prompt, sample.Task.Input), Completion(prompt, [messages[^1]], sample.Task.Input)]),
            _ => ExportRows.Of([new ExportValue.Turns(Written(messages))]),
        };
    }

    /// <summary>The rows of a preference: two for <see cref="ExportFormat.TrlUnpaired"/>, else one.</summary>
    public ExportRows Of(Preference pair)
    {
        if (format == ExportFormat.TrlPrompt) return Unfit(pair.Prompt, true) is { } bad ? ExportRows.None(bad) : ExportRows.Of([Prompt(pair.Prompt), Truth(null)]);
        foreach (var answer in (IReadOnlyList<ChatMessage>[])[pair.Chosen, pair.Rejected])
            if (Unfit([.. pair.Prompt, .. answer], false) is { } reason) return ExportRows.None(reason);
        if (pair.Chosen.SequenceEqual(pair.Rejected)) return ExportRows.None(SameAnswers);
        if (format == ExportFormat.OpenaiPreference && (pair.Chosen.Count != 1 || pair.Rejected.Count != 1)) return ExportRows.None(OtherTurns);
        return format switch
        {
            ExportFormat.TrlPreference => ExportRows.Of([Prompt(pair.Prompt), Completion(pair.Prompt, pair.Chosen), Completion(pair.Prompt, pair.Rejected)]),
            ExportFormat.TrlPreferenceImplicit => ExportRows.Of([Whole(pair.Prompt, pair.Chosen), Whole(pair.Prompt, pair.Rejected)]),
            ExportFormat.TrlUnpaired => ExportRows.Of(
                [Prompt(pair.Prompt), Completion(pair.Prompt, pair.Chosen), new ExportValue.Flag(true)], [Prompt(pair.Prompt), Completion(pair.Prompt, pair.Rejected), new ExportValue.Flag(false)]),
            _ => ExportRows.Of([new ExportValue.Request(Written(pair.Prompt)), new ExportValue.Turns(Written(pair.Chosen)), new ExportValue.Turns(Written(pair.Rejected))]),
        };
    }

    private ExportRows Alpaca(Sample sample)
    {
        if (sample.Messages[0].Role == "system") return ExportRows.None(SystemTurn);
        if (sample.Messages.Count != 2) return ExportRows.None(SeveralTurns);
        // The instruction and the input stand apart where the record knows them apart.
        var (instruction, input) = sample.Task is { Instruction.Length: > 0 } task ? (task.Instruction, task.Input) : (sample.Messages[0].Content, "");
        return ExportRows.Of([new ExportValue.Text(instruction), new ExportValue.Text(input), new ExportValue.Text(Content(sample.Messages[1]))]);
    }

    // System first if at all, then user and assistant in turns; an answer at the end, unless only the prompt is wanted.
    private string? Unfit(IReadOnlyList<ChatMessage> messages, bool promptOnly)
    {
        if (messages.Count == 0) return NoAnswer;
        var last = "";
        for (var i = 0; i < messages.Count; i++)
        {
            var role = messages[i].Role;
            if (string.IsNullOrWhiteSpace(messages[i].Content)) return role == "assistant" && i == messages.Count - 1 && promptOnly ? null : EmptyTurn;
            if (role == "tool" && !TakesTools) return ToolTurn;
            var fits = role switch { "system" => i == 0, "user" => last is "" or "system" or "assistant", "assistant" => last is "user" or "tool", "tool" => last is "assistant" or "tool", _ => false };
            if (!fits) return Order;
            last = role;
        }

        return last == "assistant" || promptOnly ? null : NoAnswer;
    }

    private ExportValue Prompt(IReadOnlyList<ChatMessage> messages, string input = "") => IsText ? new ExportValue.Text(template!.Render(Plain(messages), input, true)) : new ExportValue.Turns(Written(messages));

    // What the template writes behind the prompt; the two together are the whole conversation.
    private ExportValue Completion(IReadOnlyList<ChatMessage> prompt, IReadOnlyList<ChatMessage> answer, string input = "")
    {
        if (!IsText) return new ExportValue.Turns(Written(answer));
        var before = template!.Render(Plain(prompt), input, true);
        return new ExportValue.Text(template.Render(Plain([.. prompt, .. answer]), input, false)[before.Length..]);
    }

    private ExportValue Whole(IReadOnlyList<ChatMessage> prompt, IReadOnlyList<ChatMessage> answer) =>
        IsText ? new ExportValue.Text(template!.Render(Plain([.. prompt, .. answer]), "", false)) : new ExportValue.Turns(Written([.. prompt, .. answer]));

    private ExportTurn[] Written(IReadOnlyList<ChatMessage> messages) => [.. messages.Select(m => new ExportTurn(m.Role, Content(m), HasField ? m.Reasoning : null))];

    private ChatMessage[] Plain(IReadOnlyList<ChatMessage> messages) => [.. messages.Select(m => new ChatMessage(m.Role, Content(m)))];

    private bool HasField => reasoning == ReasoningStyle.Field && TakesTools;

    private string Content(ChatMessage message) => message.Reasoning is not { Length: > 0 } thought
        ? message.Content
        : reasoning switch
        {
            ReasoningStyle.Think => $"<think>\n{thought.Trim()}\n</think>\n\n{message.Content}",
            ReasoningStyle.Plain => $"{thought.Trim()}\n\n{message.Content}",
            _ => message.Content,
        };

    private static ExportValue Truth(string? truth) => truth is null ? new ExportValue.Missing() : new ExportValue.Text(truth);

    private static ExportColumn Text(string name) => new(name, ExportKind.Text);

    private ExportColumn Turns(string name) => new(name, ExportKind.Turns) { HasThinking = HasField };

    private ExportColumn Either(string name) => IsText ? Text(name) : Turns(name);
}
