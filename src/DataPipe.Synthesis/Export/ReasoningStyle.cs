namespace DataPipe.Synthesis.Export;

/// <summary>Where the reasoning of an answer goes.</summary>
public enum ReasoningStyle
{
    /// <summary>Before the answer, between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>.</summary>
    Think,

    /// <summary>Before the answer, a blank line between them.</summary>
    Plain,

    /// <summary>In a field <c>thinking</c> of its own, where the format has one.</summary>
    Field,

    /// <summary>Nowhere.</summary>
    Omit,
}
