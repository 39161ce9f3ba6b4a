namespace DataPipe.Curation.Filters.Cleaning;

/// <summary>What becomes of lines that begin with a bullet.</summary>
public enum BulletLines
{
    /// <summary>They stay.</summary>
    Keep,

    /// <summary>They stay without the bullet and the whitespace around it.</summary>
    Unmark,

    /// <summary>They go.</summary>
    Remove,
}
