namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>Why a line is removed, in the order of the rules of <see cref="CleanLinesStep"/>.</summary>
internal enum LineGround
{
    /// <summary>It begins with a bullet.</summary>
    Bullet,

    /// <summary>Too few characters or words.</summary>
    Short,

    /// <summary>Too many characters or words.</summary>
    Long,

    /// <summary>It does not end as a sentence does.</summary>
    Unended,

    /// <summary>Too many capitals.</summary>
    Uppercase,

    /// <summary>Too many digits.</summary>
    Numeric,

    /// <summary>Too many symbols.</summary>
    Symbols,

    /// <summary>A phrase is in it.</summary>
    Phrase,

    /// <summary>It stood there before.</summary>
    Repeated,
}
