namespace DataPipe.Curation.Substrings;

/// <summary>What happens to repeated spans.</summary>
public enum SubstringAction
{
    /// <summary>They are cut out of the text.</summary>
    Remove,

    /// <summary>The text stays as it is; columns say how much of it would be cut out.</summary>
    Mark,
}
