namespace DataPipe.Synthesis.Export;

/// <summary>Kinds of <see cref="ExportValue"/>.</summary>
public enum ExportKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A text, or none.</summary>
    OptionalText,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A list of turns.</summary>
    Turns,

    /// <summary>A request of OpenAI's preference form.</summary>
    Request,
}
