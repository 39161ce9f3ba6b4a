namespace DataPipe.Curation.Substrings;

/// <summary>Which occurrence of a repeated span stays. None of the rules looks at the position of a document, so that the choice does not depend on shards.</summary>
public enum SubstringKeep
{
    /// <summary>The one in the document that is first in a fixed order of ids (the smallest hash of the id), and there the first.</summary>
    First,

    /// <summary>The one in the dataset named earliest among the stage's inputs; of several the first.</summary>
    EarliestInput,

    /// <summary>None: every occurrence goes, as the published tool does it.</summary>
    None,
}
