namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>What becomes of a line.</summary>
internal enum LineFate
{
    /// <summary>It stays, or what is left of it.</summary>
    Keep,

    /// <summary>It goes.</summary>
    Remove,

    /// <summary>Its document goes: no further line is looked at.</summary>
    DropDocument,
}
