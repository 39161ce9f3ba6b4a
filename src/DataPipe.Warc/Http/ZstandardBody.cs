using System.Buffers.Binary;
using DataPipe.Compression.Checksums;
using DataPipe.Compression.Zstandard;

namespace DataPipe.Warc.Http;

/// <summary>Bodies in the coding zstd (RFC 8878, section 7.2).</summary>
internal static class ZstandardBody
{
    /// <summary>Whether the bytes begin a frame, of data or skippable.</summary>
    public static bool CouldStart(ReadOnlySpan<byte> input) => input.Length >= 4 && FrameStart.CouldBe(input);

    /// <summary>Decodes frames; what follows the last one is ignored. Null, or the problem.</summary>
    public static string? Decode(ReadOnlySpan<byte> input, long maxBytes, out ReadOnlyMemory<byte> output)
    {
        var buffer = new BodyBuffer(input.Length, maxBytes, slackBytes: 0);
        var window = new FrameWindow();
        string? problem = null;
        try
        {
            while (problem is null && CouldStart(input)) problem = DecodeFrame(ref input, window, ref buffer, maxBytes);
        }
        catch (InvalidDataException e)
        {
            problem = "the zstd body is corrupt: " + e.Message;
        }
        output = buffer.Result;
        return problem;
    }

    private static string? DecodeFrame(ref ReadOnlySpan<byte> input, FrameWindow window, ref BodyBuffer buffer, long maxBytes)
    {
        const string Cut = "the zstd body ends early";
        if (!FrameStart.TryRead(input, out var header, out var headerBytes)) return Cut;
        if (FrameHeader.IsSkippable(FrameStart.MagicOf(input)))
        {
            var length = FrameStart.MinBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(input[4..]);
            if (length > input.Length) return Cut;
            input = input[(int)length..];
            return null;
        }
        if (header.DictionaryProblem(null) is not null) return "the zstd body needs a dictionary";
        input = input[headerBytes..];
        window.Start(header, null);
        var hash = new XxHash64(0);
        BlockHeader block;
        do
        {
            if (input.Length < BlockHeader.Bytes) return Cut;
            block = BlockHeader.ReadAlone(input, header);
            if (input.Length < BlockHeader.Bytes + block.ContentBytes) return Cut;
            window.Decode(block, input.Slice(BlockHeader.Bytes, block.ContentBytes));
            input = input[(BlockHeader.Bytes + block.ContentBytes)..];
            if (header.HasChecksum) hash.Append(window.Unread);
            if (!TryTake(window, ref buffer)) return ContentDecoder.TooLong(maxBytes);
        }
        while (!block.IsLast);
        if (!header.HasChecksum) return null;
        if (input.Length < 4) return Cut;
        if (BinaryPrimitives.ReadUInt32LittleEndian(input) != (uint)hash.Digest()) return "the zstd body has a wrong checksum";
        input = input[4..];
        return null;
    }

    // Moves decoded bytes to the body; false when they are more than it may hold.
    private static bool TryTake(FrameWindow window, ref BodyBuffer buffer)
    {
        while (!window.Unread.IsEmpty)
        {
            var count = Math.Min(window.Unread.Length, buffer.Bytes.Length - buffer.Written);
            window.Unread[..count].CopyTo(buffer.Bytes.AsSpan(buffer.Written));
            window.Advance(count);
            buffer.Written += count;
            if (buffer.IsTooLong) return false;
            if (!window.Unread.IsEmpty) buffer.Grow();
        }
        return true;
    }
}
