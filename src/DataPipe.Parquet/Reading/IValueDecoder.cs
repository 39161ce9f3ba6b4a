using DataPipe.Parquet.Encodings;

namespace DataPipe.Parquet.Reading;

/// <summary>Collects the present values of a column chunk, page by page. Malformed input throws <see cref="InvalidDataException"/>.
/// A new encoding of values has its place in the implementations.</summary>
internal interface IValueDecoder
{
    /// <summary>Present values so far.</summary>
    int Count { get; }

    /// <summary>An array whose first <see cref="Count"/> elements are the values.</summary>
    Array Values { get; }

    void ReadDictionary(ReadOnlyMemory<byte> page, int count);

    void ReadPage(PageEncoding encoding, ReadOnlyMemory<byte> page, int count);
}
