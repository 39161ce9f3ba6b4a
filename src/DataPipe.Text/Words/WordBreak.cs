namespace DataPipe.Text.Words;

/// <summary>What a character is to Unicode's word boundaries (property Word_Break of Unicode Standard Annex 29), as far as words are concerned.</summary>
internal enum WordBreak : byte
{
    /// <summary>Stands alone: whitespace, punctuation, symbols, and letters of scripts without spaces between words.</summary>
    Other,

    /// <summary>Ends a line: nothing joins it.</summary>
    Newline,

    /// <summary>Belongs to the character before it: marks, formats, joiners.</summary>
    Extend,

    /// <summary>A letter.</summary>
    Letter,

    /// <summary>A letter of Hebrew.</summary>
    Hebrew,

    /// <summary>A letter of Katakana.</summary>
    Katakana,

    /// <summary>A decimal digit.</summary>
    Numeric,

    /// <summary>Joins letters and digits, as _ does.</summary>
    Connector,

    /// <summary>Joins two letters that it stands between, as : does.</summary>
    MidLetter,

    /// <summary>Joins two digits that it stands between, as , does.</summary>
    MidNumber,

    /// <summary>Joins two letters or two digits that it stands between, as . does.</summary>
    MidBoth,

    /// <summary>A straight apostrophe, which also joins a letter of Hebrew before it.</summary>
    SingleQuote,

    /// <summary>A straight quotation mark, which joins two letters of Hebrew.</summary>
    DoubleQuote,
}
