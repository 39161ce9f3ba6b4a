using System.Buffers;
using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Reading;

/// <summary>A growing array of decoded values and the dictionary some of them come from.</summary>
internal sealed class ValueList<T>
    where T : unmanaged
{
    private T[] _values = [];

    public int Count { get; private set; }

    public T[] Values => _values;

    public T[]? Dictionary { get; set; }

    /// <summary>Room for the next values of a page, not cleared.</summary>
    public Span<T> Extend(int count)
    {
        if (count > _values.Length - Count)
            Grow((long)Count + count);
        var span = _values.AsSpan(Count, count);
        Count += count;
        return span;
    }

    /// <summary>Moves values towards the start.</summary>
    public void Move(int from, int to, int count) => _values.AsSpan(from, count).CopyTo(_values.AsSpan(to));

    /// <summary>Forgets the values from the given number on.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Starts anew; the array is the taker's, the dictionary stays.</summary>
    public void Clear() => (_values, Count) = ([], 0);

    /// <summary>Adds dictionary values by the positions of a page, whose first byte is their width in bits.</summary>
    public void AddIndexed(ReadOnlySpan<byte> page, int count)
    {
        var dictionary = Dictionary ?? throw new InvalidDataException("a page refers to a dictionary that is not there");
        if (count == 0)
            return;
        if (page.IsEmpty || page[0] > 32)
            throw new InvalidDataException("dictionary positions without a valid width");
        var indices = ArrayPool<int>.Shared.Rent(count);
        try
        {
            RunLengthDecoder.Decode(page[1..], page[0], indices.AsSpan(0, count));
            var values = Extend(count);
            for (var i = 0; i < values.Length; i++)
            {
                var index = indices[i];
                if ((uint)index >= (uint)dictionary.Length)
                    throw new InvalidDataException($"dictionary position {(uint)index} of {dictionary.Length}");
                values[i] = dictionary[index];
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(indices);
        }
    }

    private void Grow(long needed)
    {
        if (needed > Array.MaxLength)
            throw new InvalidDataException($"{needed} values are more than an array holds");
        var length = (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _values.Length));
        var grown = GC.AllocateUninitializedArray<T>(length);
        _values.AsSpan(0, Count).CopyTo(grown);
        _values = grown;
    }
}
