namespace DataPipe.Text.LanguageModels;

/// <summary>How many n-grams of one order have which count: what discounts are estimated from.</summary>
public sealed class CountsOfCounts
{
    private readonly long[] _few = new long[5];

    /// <summary>All n-grams.</summary>
    public long Ngrams { get; private set; }

    /// <summary>Those that the model keeps.</summary>
    public long Kept { get; private set; }

    /// <summary>How many have a count from 0 to 4.</summary>
    public long Of(int count) => _few[count];

    /// <summary>Adds an n-gram.</summary>
    public void Add(long count, bool isPruned)
    {
        Ngrams++;
        if (!isPruned) Kept++;
        if (count < _few.Length) _few[count]++;
    }

    /// <summary>The discounts; false where they cannot be estimated.</summary>
    public bool TryEstimate(out KneserNeyDiscounts discounts) => KneserNeyDiscounts.TryEstimate(_few[1], _few[2], _few[3], _few[4], out discounts);
}
