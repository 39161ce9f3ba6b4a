using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Reading;

/// <summary>Collects the present values of a column chunk, page by page. Malformed input throws <see cref="InvalidDataException"/>.
/// A new encoding of values has its place in the implementations.</summary>
internal interface IValueDecoder
{
    /// <summary>Present values so far.</summary>
    int Count { get; }

    /// <summary>An array whose first <see cref="Count"/> elements are the values, or for bytes their places.</summary>
    Array Values { get; }

    void ReadDictionary(ArraySegment<byte> page, int count);

    void ReadPage(PageEncoding encoding, ArraySegment<byte> page, int count);

    /// <summary>Moves values towards the start.</summary>
    void Move(int from, int to, int count);

    /// <summary>Forgets the values from the given number on.</summary>
    void Truncate(int count);

    /// <summary>Starts anew; the array is the taker's, the dictionary stays.</summary>
    void Clear();
}
