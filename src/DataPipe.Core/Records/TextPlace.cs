namespace DataPipe.Core.Records;

/// <summary>What a text of a conversation is.</summary>
public enum TextPlace
{
    /// <summary>A turn that is asked or given: of a user, the system or a tool.</summary>
    Question,

    /// <summary>A turn of an assistant.</summary>
    Answer,

    /// <summary>What an assistant thought before a turn.</summary>
    Reasoning,

    /// <summary>Beside the turns, and mostly a repeat of them: the instruction and the input of a task, what is checked, passages that are cited, the reasons of a judge.</summary>
    Aside,
}
