namespace DataPipe.Text.LanguageModels;

/// <summary>How the n-grams of one order lie in a table, and what their codes mean.</summary>
/// <param name="Homes">Slots that a hash may fall on; the table is longer by what flows over its end.</param>
/// <param name="IsQuantised">Whether a slot is one word (32 bits of the hash, a code of 16 bits for the probability and one for the back-off) or two (the hash; both as floating point numbers of 32 bits).</param>
/// <param name="MinLogProbability">Value of code 0.</param>
/// <param name="LogProbabilityStep">From one code to the next.</param>
/// <param name="MinBackoff">Value of code 0.</param>
/// <param name="BackoffStep">From one code to the next.</param>
public readonly record struct NgramTableShape(long Homes, bool IsQuantised, float MinLogProbability, float LogProbabilityStep, float MinBackoff, float BackoffStep)
{
    private const int Codes = 65534; // 0..65534 are values; 65535 marks a free slot

    /// <summary>Words of a slot.</summary>
    public int SlotWords => IsQuantised ? 1 : 2;

    /// <summary>A shape for so many n-grams, whose logarithms lie in these ranges.</summary>
    public static NgramTableShape For(long ngrams, bool isQuantised, (float Min, float Max) logProbability, (float Min, float Max) backoff) =>
        new(Math.Max(4, ngrams + ngrams / 2), isQuantised, logProbability.Min, Step(logProbability), backoff.Min, Step(backoff));

    /// <summary>The slot that a hash falls on first; it rises with the hash.</summary>
    internal long Home(ulong hash) => (long)Math.BigMul(hash, (ulong)Homes, out _);

    internal uint LogProbabilityCode(float value) => Code(value, MinLogProbability, LogProbabilityStep);

    internal uint BackoffCode(float value) => Code(value, MinBackoff, BackoffStep);

    private static float Step((float Min, float Max) range) => (range.Max - range.Min) / Codes;

    private static uint Code(float value, float min, float step) => step > 0 ? (uint)Math.Clamp(MathF.Round((value - min) / step), 0, Codes) : 0;
}
