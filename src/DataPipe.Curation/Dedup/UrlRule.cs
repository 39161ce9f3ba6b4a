namespace DataPipe.Curation.Dedup;

/// <summary>When two addresses are the same.</summary>
public enum UrlRule
{
    /// <summary>Character for character.</summary>
    Verbatim,

    /// <summary>But for scheme, case of the host, www. before it, default port, fragment, and one slash at the end.</summary>
    Canonical,
}
