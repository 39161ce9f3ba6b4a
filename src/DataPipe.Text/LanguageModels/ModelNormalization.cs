namespace DataPipe.Text.LanguageModels;

/// <summary>What becomes of a line before a language model looks at its words.</summary>
public enum ModelNormalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Lower case.</summary>
    Lower,

    /// <summary>As CCNet prepares text for its models: lower case, letters without their accents, every digit 0, typographic quotes and dashes as those of ASCII, no control characters.</summary>
    CcNet,
}
