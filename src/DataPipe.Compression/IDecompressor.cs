namespace DataPipe.Compression;

/// <summary>The decompressed bytes of a file, from front to back. Damage becomes warnings with offsets and costs the unit it is in.</summary>
public interface IDecompressor : IAsyncDisposable
{
    /// <summary>Bytes of the file consumed so far, compressed.</summary>
    long Position { get; }

    /// <summary>Reads some bytes: how many, 0 at the end of the file, or -1 where decoded bytes are missing because the file is damaged.</summary>
    ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation);
}
