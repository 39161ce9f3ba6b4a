namespace DataPipe.Warc.Output;

/// <summary>Compresses records so that each can be read alone.</summary>
internal interface IRecordCompressor : IDisposable
{
    /// <summary>What stands in front of all records; may be empty.</summary>
    ReadOnlyMemory<byte> FileStart();

    /// <summary>The three pieces behind each other, compressed; valid until the next call.</summary>
    ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> header, ReadOnlySpan<byte> block, ReadOnlySpan<byte> end);
}
