namespace DataPipe.Parquet.Buffers;

/// <summary>The way to the stream: small writes are gathered, for each one that reaches a file costs a call into the system and
/// a hop to another thread.</summary>
internal sealed class StagedOutput(Stream output)
{
    // Writes of this size go past the stage: they are worth a call.
    private const int StageBytes = 256 << 10;

    private readonly ByteBuffer _stage = new();

    /// <summary>Bytes taken so far.</summary>
    public long Bytes { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        Bytes += bytes.Length;
        if (_stage.Length + bytes.Length > StageBytes)
            await SendAsync(cancellation);
        if (bytes.Length < StageBytes)
            _stage.Write(bytes.Span);
        else
            await output.WriteAsync(bytes, cancellation);
    }

    /// <summary>Writes what is gathered to the stream.</summary>
    public async ValueTask SendAsync(CancellationToken cancellation)
    {
        if (_stage.Length == 0)
            return;
        await output.WriteAsync(_stage.WrittenMemory, cancellation);
        _stage.Clear();
    }

    /// <summary>Writes what is gathered and has the stream pass on what it holds.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await SendAsync(cancellation);
        await output.FlushAsync(cancellation);
    }

    /// <summary>Gives the memory back; what is gathered and not sent is dropped.</summary>
    public void Release() => _stage.Release();
}
