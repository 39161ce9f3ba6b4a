namespace DataPipe.Core.Datasets;

/// <summary>Some records that travel together, about 256 or 4 MB of them, never none. Valid until the next batch is asked for.</summary>
/// <typeparam name="T">Record type.</typeparam>
public readonly struct Batch<T>
{
    private readonly T[] _records;

    /// <summary>Wraps the first <paramref name="count"/> records of an array.</summary>
    public Batch(T[] records, int count)
    {
        _records = records;
        Count = count;
    }

    /// <summary>How many records.</summary>
    public int Count { get; }

    /// <summary>The records.</summary>
    public ReadOnlySpan<T> Records => _records.AsSpan(0, Count);

    /// <summary>One record.</summary>
    public T this[int index] => _records[index];
}
