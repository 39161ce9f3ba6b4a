namespace DataPipe.Synthesis.Selection;

/// <summary>A sample that may be chosen.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">How good it is; higher is better.</param>
/// <param name="Chance">Decides between equals, by its id.</param>
/// <param name="Topic">Its topic; null where it has none.</param>
/// <param name="Vector">Its vector of length 1; null where it has none.</param>
internal sealed record Candidate(string Id, double Score, ulong Chance, string? Topic, float[]? Vector) : IComparable<Candidate>
{
    /// <summary>Why it goes; null while it stays.</summary>
    public Core.Steps.DropReason? Fate { get; set; }

    /// <summary>The better first, of equals by chance of the id, then by the id.</summary>
    public int CompareTo(Candidate? other)
    {
        if (other is null) return -1;
        if (Score != other.Score) return other.Score.CompareTo(Score);
        return Chance != other.Chance ? Chance.CompareTo(other.Chance) : string.CompareOrdinal(Id, other.Id);
    }
}
