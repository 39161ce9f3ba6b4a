using System.Text;

namespace DataPipe.Warc.Cdx;

/// <summary>The lines of a stream from an offset on, with the offset of each.</summary>
internal sealed class CdxLines(Stream input, long offset)
{
    /// <summary>Longest line that is read; an address of a few kilobytes is the longest part of one.</summary>
    public const int MaxLineBytes = 1 << 20;

    private byte[] _bytes = new byte[8192];
    private int _start;
    private int _end;

    /// <summary>Offset of the line read last, in bytes.</summary>
    public long LineOffset { get; private set; } = offset;

    /// <summary>Offset behind the line read last, in bytes.</summary>
    public long NextOffset { get; private set; } = offset;

    /// <summary>Offset behind the bytes read ahead.</summary>
    public long ReadOffset => NextOffset + (_end - _start);

    /// <summary>The next line without its end, or null at the end. Throws <see cref="WarcException"/> for a line longer than <see cref="MaxLineBytes"/>.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellation)
    {
        LineOffset = NextOffset;
        var searched = 0;
        while (true)
        {
            var end = _bytes.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (end >= 0) return Take(searched + end, 1);
            searched = _end - _start;
            if (searched > MaxLineBytes) throw new WarcException($"the index has a line of more than {MaxLineBytes} bytes at offset {LineOffset}: it is no index");
            MakeRoom();
            var read = await input.ReadAsync(_bytes.AsMemory(_end), cancellation).ConfigureAwait(false);
            if (read == 0) return searched == 0 ? null : Take(searched, 0);
            _end += read;
        }
    }

    private string Take(int length, int endBytes)
    {
        var line = _bytes.AsSpan(_start, length);
        _start += length + endBytes;
        NextOffset += length + endBytes;
        return Encoding.UTF8.GetString(line.TrimEnd((byte)'\r'));
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _bytes.Length) Array.Resize(ref _bytes, 2 * _bytes.Length);
    }
}
