using DataPipe.Text.Hashing;

namespace DataPipe.Synthesis.Quality;

/// <summary>Counts runs of four words of texts, and how many are different; Han and kana characters are words. Reused, it allocates only to grow.</summary>
internal sealed class FourWords
{
    private readonly HashSet<ulong> _different = [];
    private readonly ulong[] _last = new ulong[4];
    private long _runs;

    /// <summary>Words so far.</summary>
    public long Words { get; private set; }

    /// <summary>Different runs by all, 0..1; 1 when there is none.</summary>
    public double DistinctFraction => _runs == 0 ? 1 : (double)_different.Count / _runs;

    /// <summary>Forgets all.</summary>
    public void Begin()
    {
        _different.Clear();
        (_runs, Words) = (0, 0);
    }

    /// <summary>Takes a text in; runs go on from one to the next.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var hash = 0UL;
        foreach (var c in text)
        {
            var alone = c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF';
            if (!alone && char.IsLetterOrDigit(c))
            {
                hash = (hash ^ char.ToLowerInvariant(c)) * 1099511628211UL + 1; // FNV-1a's prime
                continue;
            }

            if (hash != 0) Word(hash);
            hash = 0;
            if (alone) Word(c);
        }

        if (hash != 0) Word(hash);
    }

    private void Word(ulong hash)
    {
        _last[Words % 4] = hash;
        if (++Words < 4) return;
        _runs++;
        _different.Add(Mix64.Combine(Mix64.Combine(_last[Words % 4], _last[(Words + 1) % 4]), Mix64.Combine(_last[(Words + 2) % 4], _last[(Words + 3) % 4])));
    }
}
