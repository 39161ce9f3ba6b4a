namespace DataPipe.Text.Statistics;

/// <summary>What C4's line rules look at in one line. Source: Raffel et al. 2020 (T5), section 2.2, arXiv:1910.10683.</summary>
/// <param name="Words">Words between whitespace.</param>
/// <param name="LongestWordChars">The length of the longest of them in code points.</param>
/// <param name="EndsAsSentence">Whether the line, without whitespace at its end, ends with . ? ! " or '.</param>
/// <param name="EndsWithEllipsis">Whether it ends with three full stops.</param>
public readonly record struct ProseLine(int Words, int LongestWordChars, bool EndsAsSentence, bool EndsWithEllipsis);
