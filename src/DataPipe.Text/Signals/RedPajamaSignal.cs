namespace DataPipe.Text.Signals;

/// <summary>The quality signals of a document by RedPajama-V2's definitions, in the order of its code, each named as there. What is undefined, as means over no words, is NaN. Source: Weber et al. 2024, arXiv:2411.12372, and the released code.</summary>
public enum RedPajamaSignal
{
    /// <summary>Characters of the text.</summary>
    Length,

    /// <summary>Lines.</summary>
    Lines,

    /// <summary>Entries of a list of bad words, in normalised words.</summary>
    BadWords,

    /// <summary>Occurrences of "lorem ipsum" by characters of the normalised text.</summary>
    LoremIpsum,

    /// <summary>Curly brackets by characters.</summary>
    CurlyBracket,

    /// <summary>Stop words by raw words.</summary>
    StopWordFraction,

    /// <summary>Sentences.</summary>
    Sentences,

    /// <summary>Normalised words.</summary>
    WordCount,

    /// <summary>Mean length of a normalised word.</summary>
    MeanWordLength,

    /// <summary>The marks #, ... and … by raw words.</summary>
    SymbolToWordRatio,

    /// <summary>Lines that end with ... or …, by lines.</summary>
    LinesEndWithEllipsis,

    /// <summary>Raw words without a letter a to z, by raw words.</summary>
    NoAlphabeticWords,

    /// <summary>Different normalised words by all.</summary>
    UniqueWords,

    /// <summary>Entropy of the normalised words, natural logarithm.</summary>
    UnigramEntropy,

    /// <summary>Raw words in capitals, by raw words.</summary>
    AllCapsWords,

    /// <summary>Characters of the most frequent pair of normalised words, all its occurrences, by characters of all words.</summary>
    Top2Gram,

    /// <summary>The same of three words.</summary>
    Top3Gram,

    /// <summary>The same of four words.</summary>
    Top4Gram,

    /// <summary>Characters of words that stand in a repeated run of 5, by characters of all words.</summary>
    Duplicate5Grams,

    /// <summary>The same of 6 words.</summary>
    Duplicate6Grams,

    /// <summary>The same of 7 words.</summary>
    Duplicate7Grams,

    /// <summary>The same of 8 words.</summary>
    Duplicate8Grams,

    /// <summary>The same of 9 words.</summary>
    Duplicate9Grams,

    /// <summary>The same of 10 words.</summary>
    Duplicate10Grams,
}
