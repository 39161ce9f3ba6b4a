namespace DataPipe.Curation.Substrings;

/// <summary>What the length of a repeated span is counted in.</summary>
public enum SubstringUnit
{
    /// <summary>Bytes of UTF-8, every one of them compared.</summary>
    Bytes,

    /// <summary>Words, numbers and punctuation marks; the whitespace between them is not compared. Two words are the same when their 64-bit hashes are.</summary>
    Words,
}
