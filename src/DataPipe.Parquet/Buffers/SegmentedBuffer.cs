namespace DataPipe.Parquet.Buffers;

/// <summary>Bytes kept in segments, appended to and written out once: the finished pages of a column chunk.</summary>
internal sealed class SegmentedBuffer(SegmentPool pool)
{
    private readonly List<byte[]> _segments = [];
    private int _tailBytes = SegmentPool.SegmentBytes;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_tailBytes == SegmentPool.SegmentBytes)
            {
                _segments.Add(pool.Rent());
                _tailBytes = 0;
            }
            var count = Math.Min(bytes.Length, SegmentPool.SegmentBytes - _tailBytes);
            bytes[..count].CopyTo(_segments[^1].AsSpan(_tailBytes));
            _tailBytes += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Writes all bytes to the stream and forgets them.</summary>
    public async ValueTask DrainAsync(Stream output, CancellationToken cancellation)
    {
        for (var i = 0; i < _segments.Count; i++)
        {
            var count = i == _segments.Count - 1 ? _tailBytes : SegmentPool.SegmentBytes;
            await output.WriteAsync(_segments[i].AsMemory(0, count), cancellation);
        }
        foreach (var segment in _segments)
            pool.Return(segment);
        _segments.Clear();
        _tailBytes = SegmentPool.SegmentBytes;
    }
}
