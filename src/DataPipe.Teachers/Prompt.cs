namespace DataPipe.Teachers;

/// <summary>Everything that shapes a teacher's answer: the conversation, the sampling and the wanted form. Null leaves a setting to the provider.</summary>
public sealed record Prompt
{
    /// <summary>Whether the model answers a conversation or continues a text.</summary>
    public PromptKind Kind { get; init; }

    /// <summary>The conversation so far, oldest message first; for <see cref="PromptKind.Completion"/> one user message with the text.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>Tools the model may ask for, each with a name of its own.</summary>
    public IReadOnlyList<Tool> Tools { get; init; } = [];

    /// <summary>Whether and which tool has to be asked for; needs <see cref="Tools"/>.</summary>
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>How much a reasoning model thinks before it answers.</summary>
    public ReasoningEffort? ReasoningEffort { get; init; }

    /// <summary>Sampling temperature, 0..2; 0 asks for the likeliest answer.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling: the probability mass that is sampled from, 0..1.</summary>
    public double? TopP { get; init; }

    /// <summary>Largest length of one answer in tokens, hidden reasoning included; a longer one is cut short.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Texts at which an answer ends; they are not part of it. Providers commonly take at most four.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Number of answers wanted from this one request.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Seed of the provider's sampling, where it offers one.</summary>
    public long? Seed { get; init; }

    /// <summary>Penalty on tokens that already occurred, -2..2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>Penalty on tokens by how often they occurred, -2..2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>JSON Schema, as JSON text, that the answer must be valid against; null for free text.</summary>
    public string? JsonSchema { get; init; }

    /// <summary>Name the provider is told for <see cref="JsonSchema"/>: letters, digits, '_' and '-', at most 64.</summary>
    public string? JsonSchemaName { get; init; }

    /// <summary>Alternatives wanted per token with their log-probabilities, 0..20; null for no log-probabilities at all.</summary>
    public int? TopLogprobs { get; init; }

    /// <summary>A prompt of one user message.</summary>
    /// <param name="content">What the user says.</param>
    public static Prompt FromUser(string content) => new() { Messages = [new Message(Role.User, content)] };

    /// <summary>A prompt whose text the model continues as it stands, special tokens of a chat template included. Source of the use: Magpie, arXiv:2406.08464.</summary>
    /// <param name="text">The text to continue.</param>
    public static Prompt FromText(string text) => new() { Kind = PromptKind.Completion, Messages = [new Message(Role.User, text)] };
}
