namespace DataPipe.Curation.Decontamination;

/// <summary>What happens to a record that overlaps with a benchmark.</summary>
public enum DecontaminateAction
{
    /// <summary>It goes, and the matched text stays with it among the rejects.</summary>
    Drop,

    /// <summary>What it has in common goes, with a margin around it; documents only.</summary>
    Remove,

    /// <summary>It stays, with columns that say what it overlaps with.</summary>
    Mark,
}
