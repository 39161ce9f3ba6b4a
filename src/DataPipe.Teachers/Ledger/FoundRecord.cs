using System.Buffers;

namespace DataPipe.Teachers.Ledger;

/// <summary>A record read from its place, in memory that is lent until it is disposed of.</summary>
internal readonly struct FoundRecord : IDisposable
{
    private readonly byte[]? _buffer;

    private FoundRecord(byte[] buffer, FrameHeader header) => (_buffer, Header) = (buffer, header);

    /// <summary>Whether there is a whole record.</summary>
    public bool IsFound => _buffer is not null;

    public FrameHeader Header { get; }

    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(FrameHeader.Bytes, Header.PayloadBytes);

    public ReadOnlySpan<byte> Frame => _buffer.AsSpan(0, (int)Header.FrameBytes);

    /// <summary>Reads a record; not found when the bytes there are none.</summary>
    public static FoundRecord Read(ISegment segment, Place place)
    {
        if (place.FrameBytes is < FrameHeader.Bytes or > FrameHeader.MaxPayloadBytes) return default;
        var buffer = ArrayPool<byte>.Shared.Rent(place.FrameBytes);
        var frame = buffer.AsSpan(0, place.FrameBytes);
        if (RandomAccess.Read(segment.File, frame, place.Offset) == frame.Length
            && FrameHeader.TryRead(frame, out var header) && header.FrameBytes == frame.Length && header.Fits(frame))
            return new FoundRecord(buffer, header);
        ArrayPool<byte>.Shared.Return(buffer);
        return default;
    }

    public void Dispose()
    {
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
    }
}
