namespace DataPipe.Text.LanguageModels;

/// <summary>What modified Kneser-Ney smoothing takes off counts of 1, of 2, and of 3 and more. Source: Chen and Goodman 1998, equation 26.</summary>
/// <param name="One">Off a count of 1, 0..1.</param>
/// <param name="Two">Off a count of 2, 0..2.</param>
/// <param name="ThreePlus">Off larger counts, 0..3.</param>
public readonly record struct KneserNeyDiscounts(double One, double Two, double ThreePlus)
{
    /// <summary>What is taken off a count.</summary>
    public double Of(long count) => count switch { 0 => 0, 1 => One, 2 => Two, _ => ThreePlus };

    /// <summary>Estimates them from how many n-grams have a count of 1, 2, 3 and 4; false where one of the first three is 0 or a discount would be out of range, as with small or artificial texts.</summary>
    public static bool TryEstimate(long ones, long twos, long threes, long fours, out KneserNeyDiscounts discounts)
    {
        discounts = default;
        if (ones == 0 || twos == 0 || threes == 0) return false;
        var y = ones / (ones + 2.0 * twos);
        discounts = new(1 - 2 * y * twos / ones, 2 - 3 * y * threes / twos, 3 - 4 * y * fours / threes);
        return discounts.One is >= 0 and <= 1 && discounts.Two is >= 0 and <= 2 && discounts.ThreePlus is >= 0 and <= 3;
    }
}
