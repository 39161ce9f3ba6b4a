namespace DataPipe.Curation.Sources;

/// <summary>The bytes of a file, decompressed where it is compressed.</summary>
internal interface IByteSource : IAsyncDisposable
{
    /// <summary>Bytes of the file consumed so far, compressed if it is.</summary>
    long ConsumedBytes { get; }

    /// <summary>Reads some bytes: how many, 0 at the end, or -1 when bytes are missing here because the file is damaged.</summary>
    ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation);
}
