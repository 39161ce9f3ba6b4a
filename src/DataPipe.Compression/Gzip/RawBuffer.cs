namespace DataPipe.Compression.Gzip;

/// <summary>
/// The unread bytes of a stream in one contiguous piece, with their offset in the stream. Bytes already read stay within reach from
/// <see cref="KeepOffset"/> on, so that a reader can go back to them.
/// </summary>
internal sealed class RawBuffer(Stream stream)
{
    private const int PieceBytes = 128 * 1024;

    private byte[] _bytes = new byte[PieceBytes];
    private int _start;
    private int _end;
    private long _baseOffset;

    /// <summary>Whether the stream has no more bytes than the unread ones.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Bytes read and not yet passed.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Offset in the stream, counted from where reading began, of the first unread byte.</summary>
    public long Position => _baseOffset + _start;

    /// <summary>Offset from which passed bytes are kept; null keeps none.</summary>
    public long? KeepOffset { get; set; }

    /// <summary>Offset of the first byte still within reach.</summary>
    public long FirstOffset => _baseOffset;

    /// <summary>Whether the stream can go back to any offset.</summary>
    public bool CanSeek => stream.CanSeek;

    /// <summary>Bytes between the read position and the end of the stream, or null when the stream does not know.</summary>
    public long? RemainingBytes => stream.CanSeek ? stream.Length - stream.Position + (_end - _start) : null;

    /// <summary>Bytes within reach from <paramref name="offset"/> up to the read position.</summary>
    public ReadOnlySpan<byte> Passed(long offset) => _bytes.AsSpan((int)(offset - _baseOffset), (int)(Position - offset));

    /// <summary>Passes bytes.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Moves the read position to an offset: within reach, or anywhere when the stream can seek.</summary>
    public void GoTo(long offset)
    {
        if (offset >= _baseOffset && offset <= _baseOffset + _end)
        {
            _start = (int)(offset - _baseOffset);
            return;
        }
        stream.Seek(offset - (_baseOffset + _end), SeekOrigin.Current);
        _baseOffset = offset;
        _start = _end = 0;
        IsEnd = false;
    }

    /// <summary>Reads at least one more byte behind the unread ones; false at the end of the stream.</summary>
    public async ValueTask<bool> ReadMoreAsync(CancellationToken cancellation)
    {
        if (IsEnd) return false;
        Compact();
        var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellation).ConfigureAwait(false);
        _end += read;
        IsEnd = read == 0;
        return read > 0;
    }

    /// <summary>Reads until at least <paramref name="count"/> bytes are unread; false when the stream ends before.</summary>
    public async ValueTask<bool> EnsureAsync(int count, CancellationToken cancellation)
    {
        while (_end - _start < count)
            if (!await ReadMoreAsync(cancellation).ConfigureAwait(false)) return false;
        return true;
    }

    private void Compact()
    {
        var keep = KeepOffset is { } offset ? (int)Math.Clamp(offset - _baseOffset, 0, _start) : _start;
        var kept = _end - keep;
        if (keep > 0)
        {
            _bytes.AsSpan(keep, kept).CopyTo(_bytes);
            _baseOffset += keep;
            _start -= keep;
            _end = kept;
        }
        if (_bytes.Length - _end < PieceBytes / 4) Array.Resize(ref _bytes, _bytes.Length * 2);
        else if (_bytes.Length > PieceBytes && _end < PieceBytes / 4) _bytes = [.. _bytes.AsSpan(0, _end), .. new byte[PieceBytes - _end]];
    }
}
