namespace DataPipe.Curation.Filters.Gopher;

/// <summary>Which middle of the lengths of words counts.</summary>
public enum WordLength
{
    /// <summary>The mean, of words that are not symbols.</summary>
    Mean,

    /// <summary>The median, of all words, as Dolma has it.</summary>
    Median,
}
