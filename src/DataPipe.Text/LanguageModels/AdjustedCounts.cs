namespace DataPipe.Text.LanguageModels;

/// <summary>
/// Walks the n-grams of the highest order, sorted by their last word, then the one before it, and so on, and gives every n-gram of every order with its adjusted count:
/// for the highest order and where it begins a sentence how often it occurs, else how many different words stand before it. Source: Chen and Goodman 1998; Heafield et al. 2013.
/// Holds one n-gram of every order.
/// </summary>
public sealed class AdjustedCounts
{
    private readonly int _order;
    private readonly long[] _prune;
    private readonly ulong[] _open; // the words of the n-grams that are not over yet, last word first
    private readonly long[] _adjusted, _raw; // by order - 1
    private readonly CountsOfCounts[] _stats;
    private AdjustedNgram[] _given = new AdjustedNgram[16];
    private int _valid, _filled;

    /// <summary>A walk.</summary>
    /// <param name="order">Highest order, 2 or more.</param>
    /// <param name="prune">For every order the largest count of occurrences that is not kept, 0 for all; never smaller than that of the order below, and 0 for single words.</param>
    public AdjustedCounts(int order, ReadOnlySpan<long> prune)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 2);
        _order = order;
        _prune = prune.ToArray();
        _open = new ulong[order];
        _adjusted = new long[order];
        _raw = new long[order];
        _stats = [.. Enumerable.Range(0, order).Select(_ => new CountsOfCounts())];
        // The two that no text holds as words of their own.
        _stats[0].Add(0, false);
        _stats[0].Add(0, false);
    }

    /// <summary>The n-grams that the last call gave. Those of one order come by their last word, then the one before it, and so on.</summary>
    public ReadOnlySpan<AdjustedNgram> Given => _given.AsSpan(0, _filled);

    /// <summary>What was counted of an order.</summary>
    public CountsOfCounts Stats(int order) => _stats[order - 1];

    /// <summary>Takes the next n-gram and its occurrences; the beginning of a sentence stands before its first word as often as needed.</summary>
    public void Add(ReadOnlySpan<ulong> lastFirst, long count)
    {
        _filled = 0;
        var same = 0;
        while (same < _valid && same < _order - 1 && _open[same] == lastFirst[same]) same++;
        if (same > 0) _adjusted[same - 1]++; // another word before what stays open
        Close(same);
        for (var n = 0; n < same; n++) _raw[n] += count;
        lastFirst.CopyTo(_open);
        for (var n = same; n < _order - 1; n++)
        {
            _raw[n] = count;
            _valid = n + 1;
            if (_open[n] == NgramHash.Start)
            {
                _adjusted[n] = count;
                return;
            }

            _adjusted[n] = 1;
        }

        _adjusted[_order - 1] = _raw[_order - 1] = count;
        Give(_order);
    }

    /// <summary>Gives what is still open.</summary>
    public void Complete()
    {
        _filled = 0;
        Close(0);
    }

    private void Close(int same)
    {
        for (; _valid > same; _valid--) Give(_valid);
    }

    private void Give(int order)
    {
        if (_given.Length == _filled) Array.Resize(ref _given, 2 * _given.Length);
        var isPruned = order > 1 && _raw[order - 1] <= _prune[order - 1];
        _given[_filled++] = new AdjustedNgram(order, NgramHash.OfLastFirst(_open.AsSpan(1, order - 1)), _adjusted[order - 1], isPruned);
        _stats[order - 1].Add(_adjusted[order - 1], isPruned);
    }
}
