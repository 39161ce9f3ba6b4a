namespace DataPipe.Text.Statistics;

/// <summary>How much a text repeats itself; every member is a fraction 0..1 or above, 0 for empty text. Source: Rae et al. 2021 (Gopher), table A1, arXiv:2112.11446, with the arithmetic of datatrove 0.10.</summary>
/// <param name="Words">The number of words.</param>
/// <param name="Chars">The length of the text in code points, the divisor of all character fractions.</param>
/// <param name="DuplicateParagraphFraction">Paragraphs that were seen before in the text, by all paragraphs.</param>
/// <param name="DuplicateParagraphCharFraction">Code points in paragraphs that were seen before.</param>
/// <param name="DuplicateLineFraction">Lines that were seen before in the text, by all lines (cut at runs of newlines).</param>
/// <param name="DuplicateLineCharFraction">Code points in lines that were seen before.</param>
/// <param name="Top2GramCharFraction">Code points of the most frequent pair of words, joined by blanks, times its number; of several the first seen.</param>
/// <param name="Top3GramCharFraction">The same of three words.</param>
/// <param name="Top4GramCharFraction">The same of four words.</param>
/// <param name="Duplicate5GramCharFraction">Code points of runs of five words, joined without blanks, that were seen before; a hit moves on by five words.</param>
/// <param name="Duplicate6GramCharFraction">The same of six words.</param>
/// <param name="Duplicate7GramCharFraction">The same of seven words.</param>
/// <param name="Duplicate8GramCharFraction">The same of eight words.</param>
/// <param name="Duplicate9GramCharFraction">The same of nine words.</param>
/// <param name="Duplicate10GramCharFraction">The same of ten words.</param>
public readonly record struct RepetitionFractions(
    int Words,
    int Chars,
    double DuplicateParagraphFraction,
    double DuplicateParagraphCharFraction,
    double DuplicateLineFraction,
    double DuplicateLineCharFraction,
    double Top2GramCharFraction,
    double Top3GramCharFraction,
    double Top4GramCharFraction,
    double Duplicate5GramCharFraction,
    double Duplicate6GramCharFraction,
    double Duplicate7GramCharFraction,
    double Duplicate8GramCharFraction,
    double Duplicate9GramCharFraction,
    double Duplicate10GramCharFraction)
{
    /// <summary>The top n-gram fraction for <paramref name="n"/> of 2 to 4; throws <see cref="ArgumentOutOfRangeException"/> otherwise.</summary>
    public double TopNGramCharFraction(int n) => n switch
    {
        2 => Top2GramCharFraction,
        3 => Top3GramCharFraction,
        4 => Top4GramCharFraction,
        _ => throw new ArgumentOutOfRangeException(nameof(n), n, "Top n-grams are measured for 2 to 4 words."),
    };

    /// <summary>The duplicate n-gram fraction for <paramref name="n"/> of 5 to 10; throws <see cref="ArgumentOutOfRangeException"/> otherwise.</summary>
    public double DuplicateNGramCharFraction(int n) => n switch
    {
        5 => Duplicate5GramCharFraction,
        6 => Duplicate6GramCharFraction,
        7 => Duplicate7GramCharFraction,
        8 => Duplicate8GramCharFraction,
        9 => Duplicate9GramCharFraction,
        10 => Duplicate10GramCharFraction,
        _ => throw new ArgumentOutOfRangeException(nameof(n), n, "Duplicate n-grams are measured for 5 to 10 words."),
    };
}
