namespace DataPipe.Compression;

/// <summary>Reads a stream in large pieces and gives it byte by byte, counting: for a decoder that takes single bytes. Does not own the stream.</summary>
internal sealed class CountedStream(Stream inner) : Stream
{
    private readonly byte[] _bytes = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _endOffset;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes given so far.</summary>
    public override long Position { get => _endOffset - (_end - _start); set => throw new NotSupportedException(); }

    /// <summary>The next bytes without passing them, fewer than <paramref name="count"/> only at the end.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
            var read = inner.ReadAtLeast(_bytes.AsSpan(_end), count - _end, throwOnEndOfStream: false);
            _end += read;
            _endOffset += read;
        }
        return _bytes.AsSpan(_start, Math.Min(count, _end - _start));
    }

    public override int ReadByte() => Peek(1).IsEmpty ? -1 : _bytes[_start++];

    public override int Read(Span<byte> buffer)
    {
        var available = Peek(1).IsEmpty ? 0 : Math.Min(buffer.Length, _end - _start);
        _bytes.AsSpan(_start, available).CopyTo(buffer);
        _start += available;
        return available;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
