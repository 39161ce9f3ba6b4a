using System.Text;

namespace DataPipe.Text.Language;

/// <summary>Weighted counts of one language's characters in their contexts of up to two before, and the probabilities that follow from them.</summary>
internal sealed class NGramCounts
{
    private const double Symbols = 400; // the uniform floor: about as many letters as a script has
    private readonly Dictionary<ulong, double> _counts = [];
    private readonly Dictionary<ulong, (double Total, int Kinds)> _contexts = [];

    /// <summary>All n-grams counted, of one to three code points.</summary>
    internal IEnumerable<ulong> Keys => _counts.Keys;

    /// <summary>The key of up to three code points, the last one lowest; absent ones are 0.</summary>
    internal static ulong Key(int first, int second, int third) => ((ulong)first << 42) | ((ulong)second << 21) | (uint)third;

    /// <summary>Counts <paramref name="word"/>, lower-cased already, with blanks around it.</summary>
    internal void Add(string word, double weight)
    {
        int first = ' ', second = ' ';
        foreach (var rune in (word + " ").EnumerateRunes())
        {
            var third = rune.Value;
            Count(Key(first, second, third), Key(first, second, 0), weight);
            Count(Key(0, second, third), Key(0, second, 0), weight);
            Count(Key(0, 0, third), 0, weight);
            (first, second) = (second, third);
        }
    }

    /// <summary>The natural logarithm of the chance that the last code point of <paramref name="key"/> follows the others. Source: Witten-Bell interpolation, Chen and Goodman 1998.</summary>
    internal float LogChance(ulong key) => (float)Math.Log(Chance(key));

    private double Chance(ulong key)
    {
        var first = key >> 42;
        var second = (key >> 21) & 0x1FFFFF;
        var third = key & 0x1FFFFF;
        var context = first != 0 ? (first << 42) | (second << 21) : second << 21;
        var shorter = first != 0 ? Chance((second << 21) | third) : second != 0 ? Chance(third) : 1 / Symbols;
        if (!_contexts.TryGetValue(context, out var seen)) return shorter;
        return (_counts.GetValueOrDefault(key) + seen.Kinds * shorter) / (seen.Total + seen.Kinds);
    }

    private void Count(ulong key, ulong context, double weight)
    {
        var known = _counts.TryGetValue(key, out var count);
        _counts[key] = count + weight;
        var (total, kinds) = _contexts.GetValueOrDefault(context);
        _contexts[context] = (total + weight, known ? kinds : kinds + 1);
    }
}
