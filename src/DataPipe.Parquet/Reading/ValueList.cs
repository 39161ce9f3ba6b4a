using System.Buffers;
using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Reading;

/// <summary>A growing array of decoded values and the dictionary some of them come from.</summary>
internal sealed class ValueList<T>(int maxCount)
{
    private T[] _values = [];

    public int Count { get; private set; }

    public T[] Values => _values;

    public T[]? Dictionary { get; set; }

    /// <summary>Room for the next values of a page; never more than the chunk holds in all.</summary>
    public Span<T> Extend(int count)
    {
        if (count > _values.Length - Count)
            Array.Resize(ref _values, (int)Math.Min(maxCount, Math.Max((long)Count + count, 2L * _values.Length)));
        var span = _values.AsSpan(Count, count);
        Count += count;
        return span;
    }

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
}
