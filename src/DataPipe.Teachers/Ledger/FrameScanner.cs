using Microsoft.Win32.SafeHandles;

namespace DataPipe.Teachers.Ledger;

/// <summary>
/// Walks the records of a file. What is damaged costs itself alone: the walk goes on at the next record that is whole. Bytes at the end that are no
/// whole record are left: a crash cut them off, or another process is writing them.
/// </summary>
internal sealed class FrameScanner(SafeFileHandle file, long start, Action<long, long>? damaged)
{
    private const int WindowBytes = 1 << 20;

    private byte[] _window = new byte[WindowBytes];
    private long _windowStart;
    private int _filled;

    /// <summary>Header of the record that was found last.</summary>
    public FrameHeader Header { get; private set; }

    /// <summary>Where that record starts.</summary>
    public long Offset { get; private set; }

    /// <summary>Where the next one is looked for.</summary>
    public long Position { get; private set; } = start;

    /// <summary>Payload of the record; overwritten by the next call.</summary>
    public ReadOnlySpan<byte> Payload => Frame[FrameHeader.Bytes..];

    /// <summary>The whole record; overwritten by the next call.</summary>
    public ReadOnlySpan<byte> Frame => _window.AsSpan((int)(Offset - _windowStart), (int)Header.FrameBytes);

    /// <summary>Goes to the next whole record; false at the end.</summary>
    public bool Next()
    {
        for (var at = Position; at >= 0; at = NextMarker(at + 1))
        {
            if (!TryFrame(at)) continue;
            if (at > Position) damaged?.Invoke(Position, at - Position);
            (Offset, Position) = (at, at + Header.FrameBytes);
            return true;
        }

        return false;
    }

    private bool TryFrame(long at)
    {
        if (!Fill(at, FrameHeader.Bytes) || !FrameHeader.TryRead(Window(at), out var header)) return false;
        if (!Fill(at, header.FrameBytes) || !header.Fits(Window(at)[..(int)header.FrameBytes])) return false;
        Header = header;
        return true;
    }

    private long NextMarker(long from)
    {
        while (Fill(from, FrameHeader.Marker.Length))
        {
            var found = Window(from).IndexOf(FrameHeader.Marker);
            if (found >= 0) return from + found;
            from += Window(from).Length - FrameHeader.Marker.Length + 1;
        }

        return -1;
    }

    private ReadOnlySpan<byte> Window(long at) => _window.AsSpan((int)(at - _windowStart), _filled - (int)(at - _windowStart));

    // Afterwards the window holds at least so many bytes from there; false when the file does not.
    private bool Fill(long at, long bytes)
    {
        if (at >= _windowStart && at + bytes <= _windowStart + _filled) return true;
        if (bytes > _window.Length)
        {
            if (at + bytes > RandomAccess.GetLength(file)) return false;
            _window = new byte[bytes];
        }

        (_windowStart, _filled) = (at, 0);
        for (int read; _filled < _window.Length && (read = RandomAccess.Read(file, _window.AsSpan(_filled), at + _filled)) > 0;) _filled += read;
        return _filled >= bytes;
    }
}
