namespace DataPipe.Text.Words;

/// <summary>How text is cut into words.</summary>
public enum WordRule
{
    /// <summary>Runs of characters that are not whitespace, as Python's str.split.</summary>
    Whitespace,

    /// <summary>Words, contractions and punctuation marks apart as <see cref="English"/>, and every Han or kana character a word of its own.</summary>
    Standard,

    /// <summary>What datatrove 0.10 counts for English: the tokens of spaCy's blank English pipeline; a run of Han or kana stays one word.</summary>
    English,

    /// <summary>What datatrove counted for English before it turned to spaCy, as in the first FineWeb: NLTK's word_tokenize, the Penn Treebank rules within the sentences of Punkt. A straight quotation mark is read as `` or ''.</summary>
    Treebank,
}
