namespace DataPipe.Synthesis.Export;

/// <summary>A value of an exported row.</summary>
public abstract record ExportValue
{
    private ExportValue()
    {
    }

    /// <summary>A text.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : ExportValue;

    /// <summary>No text, in a column of <see cref="ExportKind.OptionalText"/>.</summary>
    public sealed record Missing : ExportValue;

    /// <summary>True or false.</summary>
    /// <param name="Value">Which.</param>
    public sealed record Flag(bool Value) : ExportValue;

    /// <summary>A list of turns.</summary>
    /// <param name="Value">The turns, in order.</param>
    public sealed record Turns(IReadOnlyList<ExportTurn> Value) : ExportValue;

    /// <summary>A request of OpenAI's preference form: messages, no tools.</summary>
    /// <param name="Messages">The turns, in order.</param>
    public sealed record Request(IReadOnlyList<ExportTurn> Messages) : ExportValue;
}
