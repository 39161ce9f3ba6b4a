namespace DataPipe.Warc;

/// <summary>The block of a record, in memory that is used again for the next one; what goes beyond the bound is counted only.</summary>
internal sealed class BlockBuffer(long maxBytes)
{
    // A declared length is believed up to here; a longer block gets memory as its bytes arrive.
    private const int TrustedBytes = 1 << 20;

    private readonly int _maxBytes = (int)Math.Min(maxBytes, Array.MaxLength);
    private byte[] _bytes = [];
    private long _seen;

    /// <summary>Bytes held.</summary>
    public int Length { get; private set; }

    /// <summary>Whether all bytes of the block are held.</summary>
    public bool IsWhole => _seen == Length;

    /// <summary>The bytes held.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Begins a block of that declared length.</summary>
    public void Start(long declaredBytes)
    {
        Length = 0;
        _seen = 0;
        Reserve((int)Math.Min(Math.Min(declaredBytes, TrustedBytes), _maxBytes));
    }

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _seen += bytes.Length;
        if (bytes.Length > _maxBytes - Length) bytes = bytes[..(_maxBytes - Length)];
        Reserve(Length + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Drops everything from an index on.</summary>
    public void Cut(int length)
    {
        Length = length;
        _seen = length;
    }

    /// <summary>Drops the two line ends of a record that a wrong length took in.</summary>
    public void TrimRecordEnd()
    {
        var held = Memory.Span;
        if (held.EndsWith("\r\n\r\n"u8)) Length -= 4;
        else if (held.EndsWith("\n\n"u8)) Length -= 2;
    }

    private void Reserve(int count)
    {
        if (count > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Min(Math.Max(count, 2L * _bytes.Length), Math.Max(count, _maxBytes)));
    }
}
