namespace DataPipe.Teachers;

/// <summary>Numbers that look random and follow from a seed alone. Source: SplitMix64, Steele, Lea and Flood 2014.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Mixes a value into a seed, so that equal seeds with different values diverge.</summary>
    public static ulong Mix(ulong seed, ulong value) => Scramble(seed ^ Scramble(value + 0x9E3779B97F4A7C15));

    /// <summary>The one number, 0 to below 1, that follows from a hash.</summary>
    public static double FractionOf(ulong hash) => (Scramble(hash) >> 11) * (1.0 / (1UL << 53));

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Scramble(_state);
    }

    /// <summary>A number from 0 to below <paramref name="bound"/>, which is above 0.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number from 0 to below 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the given probability.</summary>
    public bool Hits(double probability) => Fraction() < probability;

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
