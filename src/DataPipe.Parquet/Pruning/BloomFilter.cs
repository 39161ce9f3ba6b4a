using System.Buffers.Binary;
using DataPipe.Compression.Checksums;

namespace DataPipe.Parquet.Pruning;

/// <summary>The bits of a split-block Bloom filter: blocks of 8 words, one bit of each word a value.</summary>
internal readonly struct BloomFilter(ReadOnlyMemory<byte> bits)
{
    private const int BlockBytes = 32;

    // The multipliers of the format.
    private static ReadOnlySpan<uint> Salts =>
        [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31];

    /// <summary>Whether the value in the PLAIN encoding, bytes without their length, may be among those of the chunk.</summary>
    public bool MayHold(ReadOnlySpan<byte> plain)
    {
        var hash = XxHash64.Compute(plain);
        var blocks = (ulong)(bits.Length / BlockBytes);
        var block = bits.Span.Slice((int)(((hash >> 32) * blocks) >> 32) * BlockBytes, BlockBytes);
        for (var i = 0; i < Salts.Length; i++)
        {
            var mask = 1u << (int)(unchecked((uint)hash * Salts[i]) >> 27);
            if ((BinaryPrimitives.ReadUInt32LittleEndian(block[(i * sizeof(uint))..]) & mask) == 0)
                return false;
        }
        return true;
    }
}
