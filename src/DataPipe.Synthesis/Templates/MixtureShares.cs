namespace DataPipe.Synthesis.Templates;

/// <summary>How many samples each set of a mixture gives. Source: T5, arXiv:1910.10683, section 3.5.2 (examples-proportional with a cap, at a temperature).</summary>
public static class MixtureShares
{
    /// <summary>The numbers, in the order of the sets. They are never more than a set has under the cap; what a small set cannot give is given by the others in their shares.</summary>
    /// <param name="sizes">Examples of each set.</param>
    /// <param name="weights">Weight of each set.</param>
    /// <param name="cap">Most examples of a set.</param>
    /// <param name="temperature">Temperature, at least 1.</param>
    /// <param name="samples">Samples wanted; null for all under the cap, of the sets that have a weight.</param>
    public static IReadOnlyList<long> Of(IReadOnlyList<long> sizes, IReadOnlyList<double> weights, long cap, double temperature, long? samples)
    {
        var most = sizes.Select((size, i) => weights[i] > 0 ? Math.Min(size, cap) : 0).ToArray();
        if (samples is not { } wanted || wanted >= most.Sum()) return most;
        var rates = most.Select((size, i) => weights[i] * Math.Pow(size, 1 / temperature)).ToArray();
        var given = new long[most.Length];
        // Sets that their share would exhaust give all they have, and the rest is shared out anew; each turn closes one at least.
        var open = Enumerable.Range(0, most.Length).Where(i => most[i] > 0).ToList();
        var left = wanted;
        while (open.Count > 0)
        {
            var total = open.Sum(i => rates[i]);
            var full = open.Where(i => left * rates[i] / total >= most[i]).ToList();
            if (full.Count == 0) break;
            foreach (var i in full) given[i] = most[i];
            open.RemoveAll(full.Contains);
            left = wanted - given.Sum();
        }

        if (open.Count == 0) return given;
        var sum = open.Sum(i => rates[i]);
        foreach (var i in open) given[i] = (long)Math.Floor(left * rates[i] / sum);
        // The rest by largest remainder; ties by place.
        var rest = wanted - given.Sum();
        foreach (var i in open.OrderByDescending(i => (left * rates[i] / sum) - given[i]).ThenBy(i => i).Where(i => given[i] < most[i]).Take((int)rest)) given[i]++;
        return given;
    }
}
