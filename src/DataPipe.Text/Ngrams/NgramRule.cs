namespace DataPipe.Text.Ngrams;

/// <summary>When two words are the same word in a comparison of n-grams.</summary>
public enum NgramRule
{
    /// <summary>When their letters and digits are: lower case, accents off, whatever is neither letter nor digit between words. Han and kana characters are words of their own.</summary>
    Normalized,

    /// <summary>When their bytes are: words are what stands between whitespace.</summary>
    Exact,
}
