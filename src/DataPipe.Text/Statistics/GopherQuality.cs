namespace DataPipe.Text.Statistics;

/// <summary>What Gopher's quality rules look at; fractions are 0..1, 0 where the divisor is 0. Source: Rae et al. 2021 (Gopher), section A.1, arXiv:2112.11446, with the arithmetic of datatrove 0.10.</summary>
/// <param name="Words">All words, punctuation marks among them.</param>
/// <param name="NonSymbolWords">Words with a character outside the punctuation class.</param>
/// <param name="MeanWordLengthChars">The mean length of the non-symbol words in code points.</param>
/// <param name="HashesPerWord">Number signs in the text by all words.</param>
/// <param name="EllipsesPerWord">Occurrences of "..." and "…" in the text by all words.</param>
/// <param name="Lines">The lines of the text, cut at every boundary.</param>
/// <param name="BulletLineFraction">Lines that begin with "•" or "-" after whitespace.</param>
/// <param name="EllipsisLineFraction">Lines that end with "..." or "…" before whitespace.</param>
/// <param name="AlphabeticWordFraction">Words with a letter, by all words.</param>
/// <param name="StopWords">Occurrences of the, be, to, of, and, that, have, with; case counts.</param>
/// <param name="DistinctStopWords">How many of those eight words occur, 0 to 8.</param>
public readonly record struct GopherQuality(
    int Words,
    int NonSymbolWords,
    double MeanWordLengthChars,
    double HashesPerWord,
    double EllipsesPerWord,
    int Lines,
    double BulletLineFraction,
    double EllipsisLineFraction,
    double AlphabeticWordFraction,
    int StopWords,
    int DistinctStopWords);
