namespace DataPipe.Text.Words;

/// <summary>What a word is made of.</summary>
[Flags]
public enum WordTraits : byte
{
    /// <summary>None of the below.</summary>
    None = 0,

    /// <summary>Some character is a letter of any script.</summary>
    Alphabetic = 1,

    /// <summary>Some character is a decimal digit of any script.</summary>
    Digit = 2,

    /// <summary>Every character is in the filters' punctuation class (<see cref="CharacterClass.IsPunctuation"/>).</summary>
    Punctuation = 4,

    /// <summary>A quotation mark that <see cref="WordRule.Treebank"/> reads as two grave accents.</summary>
    OpeningQuote = 8,

    /// <summary>A quotation mark that <see cref="WordRule.Treebank"/> reads as two apostrophes.</summary>
    ClosingQuote = 16,
}
