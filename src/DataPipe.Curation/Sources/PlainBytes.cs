namespace DataPipe.Curation.Sources;

/// <summary>The bytes of a file as they are, some of them read already.</summary>
internal sealed class PlainBytes(Stream stream, ReadOnlyMemory<byte> start) : IByteSource
{
    private ReadOnlyMemory<byte> _start = start;

    /// <inheritdoc/>
    public long ConsumedBytes { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        int count;
        if (_start.IsEmpty) count = await stream.ReadAsync(destination, cancellation);
        else
        {
            count = Math.Min(_start.Length, destination.Length);
            _start[..count].CopyTo(destination);
            _start = _start[count..];
        }

        ConsumedBytes += count;
        return count;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
