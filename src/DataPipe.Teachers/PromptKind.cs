namespace DataPipe.Teachers;

/// <summary>How a prompt reaches the model.</summary>
public enum PromptKind
{
    /// <summary>A conversation, which the provider puts into the model's chat template.</summary>
    Chat,

    /// <summary>A text that the model continues as it stands, without a chat template: its one message is a user's and holds the text.</summary>
    Completion,
}
