namespace DataPipe.Curation.Extraction.Html;

/// <summary>Bytes that grow at the end and are used again for page after page.</summary>
internal sealed class TextBuffer
{
    // A buffer that one page blew up beyond this is let go.
    private const int MaxKeptBytes = 4 << 20;

    private byte[] _bytes = new byte[4096];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes, until the next change.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length) Grow(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Appends a byte.</summary>
    public void Append(byte value)
    {
        if (_bytes.Length == Length) Grow(1);
        _bytes[Length++] = value;
    }

    /// <summary>Shortens to the first so many bytes.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > MaxKeptBytes) _bytes = new byte[4096];
    }

    private void Grow(int more) => Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.LongLength * 2, (long)Length + more)));
}
