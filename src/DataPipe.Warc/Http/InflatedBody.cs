using System.Buffers.Binary;
using DataPipe.Compression.Checksums;
using DataPipe.Compression.Gzip;

namespace DataPipe.Warc.Http;

/// <summary>Bodies in the codings gzip and deflate.</summary>
internal static class InflatedBody
{
    /// <summary>Decodes gzip members; what follows the last one is ignored. Null, or the problem.</summary>
    public static string? DecodeGzip(ReadOnlySpan<byte> input, long maxBytes, out ReadOnlyMemory<byte> output)
    {
        var buffer = new BodyBuffer(input.Length, maxBytes, Inflater.MinRoomBytes);
        var inflater = new Inflater();
        string? problem = null;
        var first = true;
        while (problem is null)
        {
            var reading = GzipHeader.Read(input, out var headerBytes, out _);
            if (reading != GzipHeader.Reading.Complete)
            {
                if (first) problem = "the header of the gzip body is not whole";
                break;
            }
            first = false;
            input = input[headerBytes..];
            var start = buffer.Written;
            problem = Inflate(inflater, ref input, ref buffer, maxBytes);
            if (problem is not null) break;
            var decoded = buffer.Bytes.AsSpan(start, buffer.Written - start);
            if (input.Length < 8) problem = "the gzip body ends early";
            else if (BinaryPrimitives.ReadUInt32LittleEndian(input) != Crc32.Append(0, decoded)) problem = "the gzip body has a wrong checksum";
            else input = input[8..];
        }
        output = buffer.Result;
        return problem;
    }

    /// <summary>Decodes "deflate": the zlib format (RFC 1950) that the standard means, or the bare deflate that some servers send. Null, or the problem.</summary>
    public static string? DecodeDeflate(ReadOnlySpan<byte> input, long maxBytes, out ReadOnlyMemory<byte> output)
    {
        if (IsZlib(input))
        {
            var problem = DecodeZlib(input, maxBytes, out output);
            if (problem is null || !output.IsEmpty) return problem;
        }
        var buffer = new BodyBuffer(input.Length, maxBytes, Inflater.MinRoomBytes);
        var bare = Inflate(new Inflater(), ref input, ref buffer, maxBytes);
        output = buffer.Result;
        return bare;
    }

    private static bool IsZlib(ReadOnlySpan<byte> input) =>
        input.Length >= 2 && (input[0] & 15) == 8 && (input[1] & 32) == 0 && (input[0] << 8 | input[1]) % 31 == 0;

    private static string? DecodeZlib(ReadOnlySpan<byte> input, long maxBytes, out ReadOnlyMemory<byte> output)
    {
        var buffer = new BodyBuffer(input.Length, maxBytes, Inflater.MinRoomBytes);
        input = input[2..];
        var problem = Inflate(new Inflater(), ref input, ref buffer, maxBytes);
        output = buffer.Result;
        if (problem is not null) return problem;
        if (input.Length < 4) return "the deflate body ends early";
        return BinaryPrimitives.ReadUInt32BigEndian(input) == Adler32(output.Span) ? null : "the deflate body has a wrong checksum";
    }

    private static string? Inflate(Inflater inflater, ref ReadOnlySpan<byte> input, ref BodyBuffer buffer, long maxBytes)
    {
        inflater.Reset();
        while (true)
        {
            var status = inflater.Decode(input, buffer.Bytes, ref buffer.Written, out var consumed);
            input = input[consumed..];
            if (buffer.IsTooLong) return ContentDecoder.TooLong(maxBytes);
            switch (status)
            {
                case InflateStatus.Done: return null;
                case InflateStatus.NeedsInput: return "the compressed body ends early";
                case InflateStatus.Corrupt: return $"the compressed body is corrupt: {inflater.Problem}";
                default:
                    var before = buffer.Bytes.Length;
                    buffer.Grow();
                    if (buffer.Bytes.Length == before) return ContentDecoder.TooLong(maxBytes);
                    break;
            }
        }
    }

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        // 5552 bytes is as long as the sums stay below 2^32 without a division: RFC 1950, section 9.
        uint a = 1, b = 0;
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, 5552)];
            foreach (var value in piece) b += a += value;
            a %= 65521;
            b %= 65521;
            bytes = bytes[piece.Length..];
        }
        return b << 16 | a;
    }
}
