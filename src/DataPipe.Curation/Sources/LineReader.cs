namespace DataPipe.Curation.Sources;

/// <summary>Splits bytes into lines (line feed, with or without carriage return), in memory bounded by the longest line allowed.</summary>
internal sealed class LineReader(IByteSource bytes, int maxLineBytes)
{
    private const int FirstBufferBytes = 256 * 1024;

    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _start, _scanned, _end;
    private long _bufferOffset;
    private bool _skipping;

    /// <summary>The line without its end; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Offset of the line in the decompressed bytes.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the line was longer than allowed; then <see cref="Line"/> is empty.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Moves to the next line; false at the end. A line that damage cut off is left out.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        IsTooLong = false;
        while (true)
        {
            var length = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            if (length >= 0)
            {
                Take(_scanned + length, 1);
                return true;
            }

            _scanned = _end;
            if (_end - _start > maxLineBytes) Skip();
            MakeRoom();
            var read = await bytes.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read > 0) _end += read;
            else if (read < 0) Forget();
            else
            {
                if (_end == _start && !_skipping) return false;
                Take(_end, 0);
                return true;
            }
        }
    }

    private void Take(int end, int newline)
    {
        var length = end - _start;
        IsTooLong = _skipping || length > maxLineBytes;
        Number++;
        if (!_skipping) Offset = _bufferOffset + _start;
        if (!IsTooLong && length > 0 && _buffer[end - 1] == '\r') length--;
        Line = IsTooLong ? default : _buffer.AsMemory(_start, length);
        _skipping = false;
        _start = _scanned = end + newline;
    }

    // The start of a line that is too long already need not be kept.
    private void Skip()
    {
        if (!_skipping) Offset = _bufferOffset + _start;
        _skipping = true;
        _start = _end;
    }

    private void Forget()
    {
        _start = _scanned = _end;
        _skipping = false;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _bufferOffset += _start;
            _end -= _start;
            _scanned -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
    }
}
