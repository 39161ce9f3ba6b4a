namespace DataPipe.Synthesis.Export;

/// <summary>The shapes that trainers read.</summary>
public enum ExportFormat
{
    /// <summary>Samples as <c>instruction</c>, <c>input</c>, <c>output</c>. Source: Stanford Alpaca.</summary>
    Alpaca,

    /// <summary>Samples as <c>conversations</c> of <c>from</c> (<c>human</c>, <c>gpt</c>, <c>system</c>) and <c>value</c>. Source: FastChat (Vicuna).</summary>
    Sharegpt,

    /// <summary>Samples as <c>messages</c> for supervised fine-tuning. Source: OpenAI's guide to fine-tuning.</summary>
    Openai,

    /// <summary>Samples as <c>messages</c>, reasoning in a field <c>thinking</c>. Source: TRL, language modelling, conversational.</summary>
    TrlMessages,

    /// <summary>Samples as <c>prompt</c> and <c>completion</c>: messages, or texts with a template. Source: TRL, prompt-completion.</summary>
    TrlPromptCompletion,

    /// <summary>Samples and preferences as <c>prompt</c>, for methods that have the model answer, with <c>ground_truth</c> for reward functions, null where nothing checks. Source: TRL, prompt-only, with the extra column that its GRPO trainer hands to rewards.</summary>
    TrlPrompt,

    /// <summary>Samples as one <c>text</c> by a template. Source: TRL, language modelling, standard.</summary>
    Text,

    /// <summary>Preferences as <c>prompt</c>, <c>chosen</c>, <c>rejected</c>. Source: TRL, preference with explicit prompt.</summary>
    TrlPreference,

    /// <summary>Preferences as <c>chosen</c> and <c>rejected</c>, both with the prompt before them. Source: TRL, preference with implicit prompt.</summary>
    TrlPreferenceImplicit,

    /// <summary>Preferences as two rows of <c>prompt</c>, <c>completion</c> and <c>label</c>, as KTO wants them. Source: TRL, unpaired preference.</summary>
    TrlUnpaired,

    /// <summary>Preferences as <c>input</c>, <c>preferred_output</c>, <c>non_preferred_output</c>. Source: OpenAI's guide to direct preference optimization.</summary>
    OpenaiPreference,
}
