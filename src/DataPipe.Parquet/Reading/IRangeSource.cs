namespace DataPipe.Parquet.Reading;

/// <summary>A file that is read by ranges: a local one, or one of an object store, where every read is a request.</summary>
public interface IRangeSource
{
    /// <summary>Bytes of the file.</summary>
    long Length { get; }

    /// <summary>Fills the buffer with the bytes from the offset on. One call at a time.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellation);
}
