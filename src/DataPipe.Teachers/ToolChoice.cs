namespace DataPipe.Teachers;

/// <summary>Whether and which tool the model has to ask for.</summary>
public sealed record ToolChoice
{
    private ToolChoice(ToolChoiceKind kind, string? toolName)
    {
        Kind = kind;
        ToolName = toolName;
    }

    /// <summary>The model decides.</summary>
    public static ToolChoice Auto { get; } = new(ToolChoiceKind.Auto, null);

    /// <summary>No tool, though tools are shown.</summary>
    public static ToolChoice None { get; } = new(ToolChoiceKind.None, null);

    /// <summary>At least one tool, which the model chooses.</summary>
    public static ToolChoice Required { get; } = new(ToolChoiceKind.Required, null);

    /// <summary>Which of the four ways.</summary>
    public ToolChoiceKind Kind { get; }

    /// <summary>The tool that has to be asked for; null unless <see cref="Kind"/> is <see cref="ToolChoiceKind.Named"/>.</summary>
    public string? ToolName { get; }

    /// <summary>One tool by name.</summary>
    /// <param name="toolName">Name of one of the prompt's tools.</param>
    public static ToolChoice Named(string toolName) => new(ToolChoiceKind.Named, toolName);
}
