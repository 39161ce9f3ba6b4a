namespace DataPipe.Text.Words;

/// <summary>What one code point is, as bits of a table: one look-up answers every question of the walkers.</summary>
[Flags]
internal enum RuneTrait : uint
{
    None = 0,
    /// <summary>Whitespace as Python's str.isspace has it.</summary>
    Space = 1 << 0,
    /// <summary>A letter: categories Lu, Ll, Lt, Lm, Lo (Python's str.isalpha).</summary>
    Letter = 1 << 1,
    /// <summary>A decimal digit: category Nd.</summary>
    Digit = 1 << 2,
    /// <summary>A member of the filters' punctuation set.</summary>
    Punctuation = 1 << 3,
    /// <summary>A mark that belongs to the character before it: categories Mn, Mc, Me.</summary>
    Mark = 1 << 4,
    /// <summary>A character of a script written without spaces between words, or its full-width punctuation.</summary>
    Cjk = 1 << 5,
    /// <summary>A character that counts as a token of its own: Han, kana, Hangul syllables, Thai, Lao, Khmer, Burmese.</summary>
    Solo = 1 << 6,
    /// <summary>Splits off at both edges of a chunk.</summary>
    Edge = 1 << 7,
    /// <summary>Splits off at the front of a chunk only.</summary>
    FrontEdge = 1 << 8,
    /// <summary>A symbol or pictograph that splits a chunk anywhere (category So).</summary>
    Icon = 1 << 9,
    /// <summary>A letter, lower or without case, in the tokeniser's alphabet.</summary>
    AlphaLower = 1 << 10,
    /// <summary>A letter, upper or without case, in the tokeniser's alphabet.</summary>
    AlphaUpper = 1 << 11,
    /// <summary>Any letter of the tokeniser's alphabet.</summary>
    Alpha = AlphaLower | AlphaUpper,
    /// <summary>A quotation mark or bracket of the tokeniser's quote class.</summary>
    Quote = 1 << 12,
    /// <summary>A full stop after it splits off.</summary>
    BeforeStop = 1 << 13,
    /// <summary>Category P of Unicode.</summary>
    UnicodePunctuation = 1 << 14,
    /// <summary>Ends a sentence or a line of prose, in any script.</summary>
    Terminal = 1 << 15,
    /// <summary>A byte at which an infix of a chunk can start (ASCII only).</summary>
    InfixTrigger = 1 << 16,
    /// <summary>A mark without width: category Mn.</summary>
    NonSpacing = 1 << 17,
    /// <summary>A Latin letter with or without diacritics.</summary>
    Latin = 1 << 18,
    /// <summary>A member of the published punctuation list without the sentence terminals: what near-duplicate normalisation turns into blanks.</summary>
    WebPunctuation = 1 << 19,
}
