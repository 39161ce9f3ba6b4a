using DataPipe.Core.Datasets;

namespace DataPipe.Testing;

/// <summary>A file being written in memory; only the context it came from can publish it.</summary>
internal sealed class MemoryStoreWriter : IStoreWriter
{
    private readonly MemoryStream _stream = new();

    public bool IsOpen { get; private set; } = true;

    public Stream Stream => IsOpen ? _stream : throw new ObjectDisposedException(nameof(MemoryStoreWriter));

    public long Bytes => _stream.Length;

    public ValueTask<Published> CommitAsync(string key, CancellationToken cancellation) =>
        throw new InvalidOperationException("work files are published by CommitWorkAsync of the task's context");

    public byte[] Close()
    {
        ObjectDisposedException.ThrowIf(!IsOpen, this);
        IsOpen = false;
        return _stream.ToArray();
    }

    public ValueTask DisposeAsync()
    {
        IsOpen = false;
        return ValueTask.CompletedTask;
    }
}
