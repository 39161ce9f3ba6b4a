namespace DataPipe.Synthesis.Files;

/// <summary>Reads the lines of a JSONL file of the outside world, with their places; blank lines are passed over and a line never takes more than a fixed memory.</summary>
internal sealed class SourceLineReader(Stream stream)
{
    /// <summary>Largest line that is read, in bytes; a longer one is skipped and reported.</summary>
    public const int MaxLineBytes = 8 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start, _end;
    private long _next;
    private bool _finished;

    /// <summary>Number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Where the line begins, in bytes from the start of the file.</summary>
    public long OffsetBytes { get; private set; }

    /// <summary>Where the line ends, its line feed included, in bytes from the start of the file.</summary>
    public long EndBytes => _next;

    /// <summary>Whether the line is longer than <see cref="MaxLineBytes"/>; it is then empty.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The line without its end, valid until the next is read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Goes to the next line that is not blank; false at the end.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        while (await NextAsync(cancellation))
            if (IsTooLong || !Line.Span.Trim(" \t\r"u8).IsEmpty)
                return true;
        return false;
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        IsTooLong = false;
        OffsetBytes = _next;
        var scanned = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (at >= 0) return Take(scanned + at, 1);
            scanned = _end - _start;
            if (scanned > MaxLineBytes)
            {
                IsTooLong = true;
                _next += scanned;
                (_start, _end, scanned) = (0, 0, 0);
            }

            if (_finished) return (scanned > 0 || IsTooLong) && Take(scanned, 0);
            await FillAsync(cancellation);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _end += read;
        _finished = read == 0;
    }

    private bool Take(int length, int ending)
    {
        Line = IsTooLong ? default : _buffer.AsMemory(_start, length);
        if (Number == 0 && Line.Span.StartsWith("\uFEFF"u8)) Line = Line[3..];
        Number++;
        _start += length + ending;
        _next += length + ending;
        return true;
    }
}
