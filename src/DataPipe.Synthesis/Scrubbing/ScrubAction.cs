namespace DataPipe.Synthesis.Scrubbing;

/// <summary>What happens to a sentence of a class.</summary>
public enum ScrubAction
{
    /// <summary>It stays and is counted in its column.</summary>
    Label,

    /// <summary>It goes; an answer of which nothing is left drops the sample.</summary>
    DropSentence,

    /// <summary>The sample goes.</summary>
    DropSample,

    /// <summary>Names of models and makers in it become those of <see cref="ScrubOptions.Model"/> and <see cref="ScrubOptions.Maker"/>; only of use for identity.</summary>
    Rename,
}
