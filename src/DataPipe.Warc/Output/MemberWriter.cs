using System.Buffers.Binary;
using System.IO.Compression;
using DataPipe.Compression.Checksums;
using DataPipe.Compression.Gzip;

namespace DataPipe.Warc.Output;

/// <summary>Compresses one record as one gzip member, with a header that depends on nothing: no time, no name, no system.</summary>
internal sealed class MemberWriter(CompressionLevel level) : IRecordCompressor
{
    private static readonly byte[] Header = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

    private readonly MemoryStream _member = new();

    public ReadOnlyMemory<byte> FileStart() => default;

    public ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> header, ReadOnlySpan<byte> block, ReadOnlySpan<byte> end)
    {
        _member.SetLength(0);
        _member.Write(Header);
        using (var deflate = new DeflateStream(_member, level, leaveOpen: true))
        {
            deflate.Write(header);
            deflate.Write(block);
            deflate.Write(end);
        }
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.Append(Crc32.Append(Crc32.Append(0, header), block), end));
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)(header.Length + block.Length + end.Length));
        _member.Write(trailer);
        return _member.GetBuffer().AsMemory(0, (int)_member.Length);
    }

    public void Dispose() => _member.Dispose();
}
