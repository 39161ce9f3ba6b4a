namespace DataPipe.Parquet.Reading;

/// <summary>Ranges of a stream that can seek and stays the caller's.</summary>
public sealed class StreamRangeSource : IRangeSource
{
    private readonly Stream _stream;

    /// <summary>Reads from the given stream.</summary>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public StreamRangeSource(Stream seekable)
    {
        if (!seekable.CanSeek || !seekable.CanRead)
            throw new ArgumentException("Reading Parquet needs a stream that can seek.", nameof(seekable));
        _stream = seekable;
    }

    /// <inheritdoc/>
    public long Length => _stream.Length;

    /// <inheritdoc/>
    public ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        _stream.Position = offset;
        return _stream.ReadExactlyAsync(buffer, cancellation);
    }
}
