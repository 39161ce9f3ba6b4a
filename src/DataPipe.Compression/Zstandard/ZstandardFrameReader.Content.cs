using System.Buffers.Binary;
using System.Globalization;

namespace DataPipe.Compression.Zstandard;

/// <summary>What stands behind the header of a frame: blocks, a checksum, or the content of a skippable frame.</summary>
internal sealed partial class ZstandardFrameReader
{
    private async ValueTask DecodeBlockAsync(CancellationToken cancellation)
    {
        _search.Retain();
        if (await _raw.EnsureAsync(BlockHeader.Bytes, cancellation).ConfigureAwait(false))
        {
            if (!TryReadBlock(out var block)) return;
            if (await _raw.EnsureAsync(BlockHeader.Bytes + block.ContentBytes, cancellation).ConfigureAwait(false))
            {
                DecodeBlock(block);
                return;
            }
        }
        EndDamaged(ZstandardProblem.Truncated, "the file ends inside this Zstandard frame");
    }

    private bool TryReadBlock(out BlockHeader block)
    {
        try
        {
            block = BlockHeader.ReadAlone(_raw.Unread, _header);
            return true;
        }
        catch (InvalidDataException e)
        {
            block = default;
            EndCorrupt(e);
            return false;
        }
    }

    private void DecodeBlock(BlockHeader block)
    {
        try
        {
            _window.Decode(block, _raw.Unread.Slice(BlockHeader.Bytes, block.ContentBytes));
        }
        catch (InvalidDataException e)
        {
            EndCorrupt(e);
            return;
        }
        _raw.Advance(BlockHeader.Bytes + block.ContentBytes);
        if (_header.HasChecksum) _hash.Append(_window.Unread);
        if (_window.DecodedBytes > _options.MaxFrameBytes)
        {
            _window.Withdraw((int)(_window.DecodedBytes - _options.MaxFrameBytes));
            EndDamaged(ZstandardProblem.TooLong, string.Create(CultureInfo.InvariantCulture, $"this Zstandard frame decodes to more than {_options.MaxFrameBytes} bytes; the rest of it is skipped"));
        }
        else if (block.IsLast) EndBlocks();
        else if ((ulong)_window.DecodedBytes > _header.ContentBytes) EndDamaged(ZstandardProblem.WrongLength, LengthProblem());
    }

    private void EndBlocks()
    {
        if (_header.HasChecksum) _state = State.Checksum;
        else if (_header.ContentBytes is { } expected && expected != (ulong)_window.DecodedBytes) EndDamaged(ZstandardProblem.WrongLength, LengthProblem());
        else End();
    }

    private async ValueTask ReadChecksumAsync(CancellationToken cancellation)
    {
        _search.Retain();
        if (!await _raw.EnsureAsync(4, cancellation).ConfigureAwait(false))
        {
            _raw.Advance(_raw.Unread.Length);
            EndDamaged(ZstandardProblem.Truncated, "the file ends inside the checksum of this Zstandard frame");
            return;
        }
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(_raw.Unread);
        _raw.Advance(4);
        var actual = (uint)_hash.Digest();
        // The data came to its end, so the next frame is most likely right here.
        var next = !await _raw.EnsureAsync(FrameStart.MinBytes, cancellation).ConfigureAwait(false) || FrameStart.CouldBe(_raw.Unread) ? State.Between : State.Lost;
        if (checksum != actual)
            EndDamaged(ZstandardProblem.WrongChecksum, string.Create(CultureInfo.InvariantCulture, $"this Zstandard frame has checksum {actual:x8} instead of {checksum:x8}"), next);
        else if (_header.ContentBytes is { } expected && expected != (ulong)_window.DecodedBytes) EndDamaged(ZstandardProblem.WrongLength, LengthProblem(), next);
        else End();
    }

    private async ValueTask CopySkippableAsync(CancellationToken cancellation)
    {
        _search.Retain();
        if (_raw.Unread.IsEmpty && !await _raw.ReadMoreAsync(cancellation).ConfigureAwait(false))
        {
            EndDamaged(ZstandardProblem.Truncated, "the file ends inside this skippable frame");
            return;
        }
        var count = (int)Math.Min(_raw.Unread.Length, _skippableBytes);
        _raw.Advance(_window.Copy(_raw.Unread[..count]));
        _skippableBytes -= _window.Unread.Length;
        if (_skippableBytes == 0) End();
    }
}
