using System.Buffers.Binary;
using DataPipe.Compression.Checksums;
using DataPipe.Parquet.Buffers;
using DataPipe.Parquet.Format;
using DataPipe.Parquet.Schema;

namespace DataPipe.Parquet.Writing;

/// <summary>
/// The Bloom filter of a column chunk: which values are certainly not in it. The hashes of the distinct values are kept until the
/// chunk ends, and the filter is as large as their number asks for; when that would exceed the limit, a filter of the limit's size
/// takes them at once. Split blocks by the format's BloomFilter.md; a filter's size is a power of two, as older readers expect.
/// </summary>
internal sealed class BloomFilterBuilder(SchemaNode leaf, double falsePositiveFraction, int maxBytes) : IPlainVisitor
{
    private static readonly uint[] Salts =
        [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31];

    private readonly int _maxHashes = MaxHashes(falsePositiveFraction, maxBytes);
    private readonly HashSet<ulong> _hashes = [];
    private byte[]? _filter;

    public void Visit(ReadOnlySpan<byte> plain, int count)
    {
        for (; count > 0; count--)
        {
            var (start, length) = leaf.Physical switch
            {
                PhysicalType.Int32 or PhysicalType.Float => (0, sizeof(int)),
                PhysicalType.Int64 or PhysicalType.Double => (0, sizeof(long)),
                PhysicalType.FixedLenByteArray => (0, leaf.FixedBytes!.Value),
                _ => (sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(plain)),
            };
            var value = plain.Slice(start, length);
            Add(XxHash64.Compute(value));
            if (IsZeroReal(value))
                AddBothZeros(length);
            plain = plain[(start + length)..];
        }
    }

    /// <summary>Writes the filter of the values seen, its header first, and starts anew.</summary>
    public void Write(ByteBuffer output)
    {
        var filter = _filter ?? Fill(new byte[BytesFor(_hashes.Count, falsePositiveFraction, maxBytes)]);
        BloomFilterHeader.Write(output, filter.Length);
        output.Write(filter);
        _hashes.Clear();
        _filter = null;
    }

    /// <summary>The smallest power of two that keeps the fraction of false positives, at most the limit.</summary>
    internal static int BytesFor(int distinct, double falsePositiveFraction, int maxBytes)
    {
        // Eight bits are set a value, one in each word of a block: the fraction is (1 - e^(-8 n / m))^8 for m bits.
        var bits = -8.0 * distinct / Math.Log(1 - Math.Pow(falsePositiveFraction, 1 / 8.0));
        var bytes = BloomFilterHeader.BlockBytes;
        while (bytes < maxBytes && bytes * 8.0 < bits)
            bytes *= 2;
        return bytes;
    }

    private static int MaxHashes(double falsePositiveFraction, int maxBytes) =>
        (int)Math.Min(int.MaxValue, maxBytes * -Math.Log(1 - Math.Pow(falsePositiveFraction, 1 / 8.0)));

    private void Add(ulong hash)
    {
        if (_filter is not null)
        {
            Set(_filter, hash);
            return;
        }
        _hashes.Add(hash);
        if (_hashes.Count <= _maxHashes)
            return;
        _filter = Fill(new byte[maxBytes]);
        _hashes.Clear();
    }

    // The two zeros are equal as numbers and differ as bytes: who looks for one must find the other.
    private bool IsZeroReal(ReadOnlySpan<byte> value) => leaf.Physical switch
    {
        PhysicalType.Float => BinaryPrimitives.ReadSingleLittleEndian(value) == 0,
        PhysicalType.Double => BinaryPrimitives.ReadDoubleLittleEndian(value) == 0,
        PhysicalType.FixedLenByteArray => leaf.Logical == LogicalType.Float16 && BinaryPrimitives.ReadHalfLittleEndian(value) == Half.Zero,
        _ => false,
    };

    private void AddBothZeros(int length)
    {
        Span<byte> zero = stackalloc byte[sizeof(double)];
        zero = zero[..length];
        zero.Clear();
        Add(XxHash64.Compute(zero));
        zero[^1] = 0x80;
        Add(XxHash64.Compute(zero));
    }

    private byte[] Fill(byte[] filter)
    {
        foreach (var hash in _hashes)
            Set(filter, hash);
        return filter;
    }

    private static void Set(byte[] filter, ulong hash)
    {
        var blocks = (ulong)filter.Length / BloomFilterHeader.BlockBytes;
        var block = filter.AsSpan((int)(((hash >> 32) * blocks) >> 32) * BloomFilterHeader.BlockBytes, BloomFilterHeader.BlockBytes);
        for (var i = 0; i < Salts.Length; i++)
        {
            var word = block.Slice(i * sizeof(uint), sizeof(uint));
            var bit = 1u << (int)(unchecked((uint)hash * Salts[i]) >> 27);
            BinaryPrimitives.WriteUInt32LittleEndian(word, BinaryPrimitives.ReadUInt32LittleEndian(word) | bit);
        }
    }
}
