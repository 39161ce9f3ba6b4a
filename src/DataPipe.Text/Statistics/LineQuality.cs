namespace DataPipe.Text.Statistics;

/// <summary>What FineWeb's line rules look at; 0 where the divisor is 0. Source: Penedo et al. 2024 (FineWeb), arXiv:2406.17557, with the arithmetic of datatrove 0.10.</summary>
/// <param name="NonBlankLines">Lines between newlines that are not all whitespace: the divisor of the line fractions.</param>
/// <param name="TerminalLineFraction">Non-blank lines whose very last character ends a sentence in some script.</param>
/// <param name="ShortLineFraction">Non-blank lines of at most the given number of code points.</param>
/// <param name="DuplicateLineCharFraction">Code points in non-blank lines that were seen before, by all code points but newlines.</param>
/// <param name="NewlinesPerWord">Newlines by words; infinite when there are newlines but no words.</param>
public readonly record struct LineQuality(
    int NonBlankLines,
    double TerminalLineFraction,
    double ShortLineFraction,
    double DuplicateLineCharFraction,
    double NewlinesPerWord);
