namespace DataPipe.Warc.Http;

/// <summary>A buffer that a body is decoded into: it grows with what comes out, to one byte and the decoder's slack beyond the bound.</summary>
internal struct BodyBuffer
{
    private readonly long _maxBytes;
    private readonly int _mostBytes;

    /// <summary>Starts at four times the compressed size, what web pages come to, within the bound.</summary>
    public BodyBuffer(int inputBytes, long maxBytes, int slackBytes)
    {
        _maxBytes = maxBytes;
        _mostBytes = (int)Math.Min(Math.Min(maxBytes, Array.MaxLength) + 1 + slackBytes, Array.MaxLength);
        Bytes = new byte[(int)Math.Min(4L * inputBytes + 1024 + slackBytes, _mostBytes)];
    }

    /// <summary>The buffer.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>Bytes decoded so far.</summary>
    public int Written;

    /// <summary>Whether more came out than the bound, or than an array holds.</summary>
    public readonly bool IsTooLong => Written > _maxBytes || (Bytes.Length == Array.MaxLength && Written == Bytes.Length);

    /// <summary>What was decoded, within the bound.</summary>
    public readonly ReadOnlyMemory<byte> Result => Bytes.AsMemory(0, (int)Math.Min(Written, _maxBytes));

    /// <summary>Makes more room.</summary>
    public void Grow()
    {
        var bytes = new byte[(int)Math.Min(2L * Bytes.Length, _mostBytes)];
        Bytes.AsSpan(0, Written).CopyTo(bytes);
        Bytes = bytes;
    }
}
