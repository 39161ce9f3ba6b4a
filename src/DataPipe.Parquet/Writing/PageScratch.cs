using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Compression;

namespace DataPipe.Parquet.Writing;

/// <summary>What the columns of one writer share while a page is made: one page is made at a time.</summary>
internal sealed class PageScratch(ICodec codec)
{
    public ICodec Codec { get; } = codec;

    public ByteBuffer Payload { get; } = new();

    public ByteBuffer Compressed { get; } = new();

    public ByteBuffer Header { get; } = new();

    /// <summary>A string on its way to UTF-8.</summary>
    public ByteBuffer Text { get; } = new();

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        Payload.Release();
        Compressed.Release();
        Header.Release();
        Text.Release();
    }
}
