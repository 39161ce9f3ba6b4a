namespace DataPipe.Compression.Zstandard;

/// <summary>Bounds of reading Zstandard frames.</summary>
internal sealed record ZstandardReaderOptions
{
    /// <summary>Largest window taken, in bytes: the memory a frame may ask for. Default 128 MiB, what the zstd tool takes without being told otherwise.</summary>
    public long MaxWindowBytes { get; init; } = 1L << 27;

    /// <summary>Most bytes that one frame may decode to; the rest of a longer one is skipped with a warning. Default 1 GiB, ours: a block of four bytes stands for 128 KiB.</summary>
    public long MaxFrameBytes { get; init; } = 1L << 30;
}
