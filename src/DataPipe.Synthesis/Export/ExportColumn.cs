namespace DataPipe.Synthesis.Export;

/// <summary>A column of an exported file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are.</param>
public sealed record ExportColumn(string Name, ExportKind Kind)
{
    /// <summary>What the role of a turn is called.</summary>
    public string RoleName { get; init; } = "role";

    /// <summary>What the content of a turn is called.</summary>
    public string ContentName { get; init; } = "content";

    /// <summary>Whether turns may have a field <c>thinking</c>.</summary>
    public bool HasThinking { get; init; }
}
