namespace DataPipe.Parquet.Tests.Support;

/// <summary>Remembers which ranges of a file were read.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
{
    public List<(long Start, int Bytes)> Reads { get; } = [];

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads.Add((Position, buffer.Length));
        return base.ReadAsync(buffer, cancellationToken);
    }
}
