namespace DataPipe.Teachers.Serving.Faults;

/// <summary>Decides which requests go wrong: from seed, content and attempt number alone, so that a run can be repeated.</summary>
internal sealed class FaultPlan(IReadOnlyList<FaultRate> rates, long seed)
{
    // Keeps the dice of faults apart from those of answers and waits.
    private const ulong Salt = 0xFA17;

    /// <summary>The fault of one attempt, or null.</summary>
    public Fault? Roll(ulong content, int attempt)
    {
        if (rates.Count == 0)
            return null;
        var dice = Chance.FractionOf(Chance.Mix(Chance.Mix(content ^ Salt, (ulong)seed), (ulong)attempt));
        foreach (var rate in rates)
        {
            if (dice < rate.Fraction)
                return rate.Fault;
            dice -= rate.Fraction;
        }

        return null;
    }
}
