namespace DataPipe.Compression.Zstandard;

/// <summary>
/// The decoded bytes of a frame, as far back as matches reach: a buffer that grows with what is decoded, up to the window and some more, and whose content then moves to its front
/// from time to time.
/// </summary>
internal sealed unsafe class FrameWindow
{
    // Wide copies may write this far over the end of a block.
    private const int SlackBytes = 32;

    // A window larger than this is moved each time so much has been added: at worst 128 MiB for 8 MiB, about as long as decoding those takes.
    private const int MaxAddedBytes = 8 << 20;

    private readonly BlockDecoder _blocks = new();
    private byte[] _bytes = new byte[2 * FrameHeader.MaxBlockBytes + SlackBytes];
    private FrameHeader _header;
    private int _read;
    private int _written;

    /// <summary>Decoded bytes of the frame so far.</summary>
    public long DecodedBytes { get; private set; }

    /// <summary>Bytes that have not been passed yet.</summary>
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_read, _written - _read);

    /// <summary>Passes bytes.</summary>
    public void Advance(int count) => _read += count;

    /// <summary>Begins a frame.</summary>
    public void Start(in FrameHeader header, ZstandardDictionary? dictionary)
    {
        _header = header;
        _read = _written = 0;
        DecodedBytes = 0;
        _blocks.Start(dictionary);
    }

    /// <summary>Decodes a block; all bytes before it have been passed.</summary>
    /// <exception cref="InvalidDataException">The block is malformed; nothing of it is there.</exception>
    public void Decode(BlockHeader block, ReadOnlySpan<byte> content)
    {
        MakeRoom();
        int count;
        switch (block.Kind)
        {
            case BlockKind.Raw:
                content.CopyTo(_bytes.AsSpan(_written));
                count = content.Length;
                break;
            case BlockKind.Repeated:
                _bytes.AsSpan(_written, block.SizeBytes).Fill(content[0]);
                count = block.SizeBytes;
                break;
            default:
                var isWhole = (ulong)DecodedBytes <= _header.WindowBytes;
                fixed (byte* from = content, start = _bytes)
                {
                    var to = start + _written;
                    var output = new BlockDecoder.Output(
                        isWhole ? to - DecodedBytes : to - _header.WindowBytes, to, to + _header.BlockBytes, start + _bytes.Length, _header.BlockBytes, isWhole);
                    count = _blocks.Decode(from, content.Length, output);
                }
                break;
        }
        _written += count;
        DecodedBytes += count;
    }

    /// <summary>Takes content that needs no decoding, as much as fits; gives how much. All bytes before it have been passed.</summary>
    public int Copy(ReadOnlySpan<byte> content)
    {
        var count = Math.Min(content.Length, FrameHeader.MaxBlockBytes);
        content[..count].CopyTo(_bytes);
        _read = 0;
        _written = count;
        DecodedBytes += count;
        return count;
    }

    /// <summary>Takes back the last bytes, which have not been passed.</summary>
    public void Withdraw(int count)
    {
        _written -= count;
        DecodedBytes -= count;
    }

    private void MakeRoom()
    {
        if (_bytes.Length - _written < _header.BlockBytes + SlackBytes)
        {
            var kept = (int)Math.Min((ulong)DecodedBytes, _header.WindowBytes);
            var wanted = kept + Math.Clamp(kept, FrameHeader.MaxBlockBytes, MaxAddedBytes) + SlackBytes;
            var bytes = _bytes.Length < wanted ? GC.AllocateUninitializedArray<byte>(wanted) : _bytes;
            _bytes.AsSpan(_written - kept, kept).CopyTo(bytes);
            _bytes = bytes;
            _written = kept;
        }
        _read = _written;
    }
}
