namespace DataPipe.Text.LanguageModels;

/// <summary>Lays n-grams out as the slots of a table, in one pass over their hashes in ascending order: a table of any size is written in the memory of a block. Linear probing whose runs are sorted.</summary>
public sealed class NgramTableWriter(NgramTableShape shape)
{
    internal const ulong FreeQuantised = 0xFFFF;
    private ulong[] _slots = new ulong[4096];
    private int _filled;
    private long _next; // the slot that is written next
    private ulong _last;
    private bool _any;

    /// <summary>What was laid out since <see cref="Clear"/>, whole slots.</summary>
    public ReadOnlyMemory<ulong> Slots => _slots.AsMemory(0, _filled);

    /// <summary>Forgets the slots that were taken away.</summary>
    public void Clear() => _filled = 0;

    /// <summary>Lays out an n-gram. Of two with one hash, which chance may make, the first is found.</summary>
    /// <exception cref="ArgumentException">Its hash is smaller than the one before.</exception>
    public void Add(ulong hash, float logProbability, float backoff)
    {
        if (_any && hash < _last) throw new ArgumentException("n-grams come by ascending hashes", nameof(hash));
        (_any, _last) = (true, hash);
        Free(shape.Home(hash));
        if (shape.IsQuantised)
        {
            Put((hash << 32) | ((ulong)shape.BackoffCode(backoff) << 16) | shape.LogProbabilityCode(logProbability));
        }
        else
        {
            Put(hash == 0 ? 1 : hash);
            Put(((ulong)BitConverter.SingleToUInt32Bits(backoff) << 32) | BitConverter.SingleToUInt32Bits(logProbability));
        }

        _next++;
    }

    /// <summary>Lays out the free slots behind the last n-gram; at least one ends every search.</summary>
    public void Complete() => Free(Math.Max(shape.Homes, _next + 1));

    private void Free(long upTo)
    {
        for (; _next < upTo; _next++)
        {
            Put(shape.IsQuantised ? FreeQuantised : 0);
            if (!shape.IsQuantised) Put(0);
        }
    }

    private void Put(ulong word)
    {
        if (_filled == _slots.Length) Array.Resize(ref _slots, 2 * _filled);
        _slots[_filled++] = word;
    }
}
