namespace DataPipe.Teachers;

/// <summary>Whether the model has to ask for a tool.</summary>
public enum ToolChoiceKind
{
    /// <summary>The model decides.</summary>
    Auto,

    /// <summary>No tool.</summary>
    None,

    /// <summary>Some tool.</summary>
    Required,

    /// <summary>One tool by name.</summary>
    Named,
}
