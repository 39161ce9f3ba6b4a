namespace DataPipe.Curation.Passages;

/// <summary>Which occurrence of a passage stays. No rule looks at the position of a document, so that the choice does not depend on shards.</summary>
public enum PassageKeep
{
    /// <summary>The one in the first document of a fixed order, that of hashes of ids; in that document the first.</summary>
    First,

    /// <summary>The one in the dataset named earliest among the stage's inputs; of several the first.</summary>
    EarliestInput,
}
