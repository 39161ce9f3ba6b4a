namespace DataPipe.Curation.Filters.Dclm;

/// <summary>Where in a line a phrase stands; in the order in which DCLM looks.</summary>
internal enum LinePlace
{
    /// <summary>Anywhere in it.</summary>
    Anywhere,

    /// <summary>At its end.</summary>
    End,

    /// <summary>At its start.</summary>
    Start,
}
