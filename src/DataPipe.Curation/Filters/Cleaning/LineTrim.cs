namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>At which ends of a line whitespace goes.</summary>
public enum LineTrim
{
    /// <summary>At its end: indentation stays.</summary>
    End,

    /// <summary>At both ends.</summary>
    Both,

    /// <summary>At neither.</summary>
    None,
}
