namespace DataPipe.Teachers;

/// <summary>Who speaks in a message of a conversation.</summary>
public enum Role
{
    /// <summary>The instructions that frame the conversation.</summary>
    System,

    /// <summary>The person, or the job, that asks.</summary>
    User,

    /// <summary>The model that answers.</summary>
    Assistant,

    /// <summary>The result of a tool that the model called.</summary>
    Tool,
}
