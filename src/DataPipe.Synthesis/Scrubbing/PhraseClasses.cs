namespace DataPipe.Synthesis.Scrubbing;

/// <summary>What a sentence of an assistant says of itself that a trained model should not learn by heart.</summary>
[Flags]
public enum PhraseClasses
{
    /// <summary>Nothing of the kind.</summary>
    None = 0,

    /// <summary>It declines what was asked.</summary>
    Refusal = 1,

    /// <summary>It says which model or maker it is, or that it is a machine.</summary>
    Identity = 2,

    /// <summary>It says until when it knows the world, or that it cannot look.</summary>
    Cutoff = 4,
}
