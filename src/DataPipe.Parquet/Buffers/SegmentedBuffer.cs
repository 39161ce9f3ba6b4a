using System.Buffers;

namespace DataPipe.Parquet.Buffers;

/// <summary>Bytes kept in segments, appended to and written out once: the finished pages of a column chunk. Segments grow with what they
/// hold, so that small chunks take little and large ones are few writes; they are rented, so that memory stays flat over row groups and
/// the next file finds it warm.</summary>
internal sealed class SegmentedBuffer
{
    private const int FirstSegmentBytes = 64 << 10;
    private const int LargestSegmentBytes = 1 << 20;

    private readonly List<byte[]> _segments = [];
    private int _tailBytes;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_segments.Count == 0 || _tailBytes == _segments[^1].Length)
            {
                _segments.Add(ArrayPool<byte>.Shared.Rent(Math.Min(FirstSegmentBytes << Math.Min(_segments.Count, 8), LargestSegmentBytes)));
                _tailBytes = 0;
            }
            var segment = _segments[^1];
            var count = Math.Min(bytes.Length, segment.Length - _tailBytes);
            bytes[..count].CopyTo(segment.AsSpan(_tailBytes));
            _tailBytes += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Writes all bytes and forgets them.</summary>
    public async ValueTask DrainAsync(StagedOutput output, CancellationToken cancellation)
    {
        for (var i = 0; i < _segments.Count; i++)
        {
            var count = i == _segments.Count - 1 ? _tailBytes : _segments[i].Length;
            await output.WriteAsync(_segments[i].AsMemory(0, count), cancellation);
        }
        Release();
    }

    /// <summary>Forgets all bytes and gives their memory back.</summary>
    public void Release()
    {
        foreach (var segment in _segments)
            ArrayPool<byte>.Shared.Return(segment);
        _segments.Clear();
        _tailBytes = 0;
    }
}
