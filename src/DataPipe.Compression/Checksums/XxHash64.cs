using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataPipe.Compression.Checksums;

/// <summary>
/// XXH64, the 64-bit hash of the xxHash specification (its section "XXH64 algorithm description"): the content checksum of Zstandard frames and
/// the hash of Parquet's bloom filters. At once by <see cref="Compute"/>, or piece by piece by <see cref="Append"/> and <see cref="Digest"/>.
/// </summary>
internal struct XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeBytes = 32;

    private readonly ulong _seed;
    private Lanes _lanes;
    private Pending _pending;
    private ulong _length;

    /// <summary>A hash of nothing yet.</summary>
    public XxHash64(ulong seed)
    {
        _seed = seed;
        _lanes = new Lanes(seed);
    }

    /// <summary>The hash of the bytes.</summary>
    public static ulong Compute(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        var length = (ulong)bytes.Length;
        if (bytes.Length < StripeBytes) return Finish(seed + Prime5 + length, bytes);
        var lanes = new Lanes(seed);
        lanes.Take(ref bytes);
        return Finish(lanes.Merge() + length, bytes);
    }

    /// <summary>Hashes more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var pending = (int)(_length % StripeBytes);
        _length += (ulong)bytes.Length;
        Span<byte> held = _pending;
        if (pending + bytes.Length < StripeBytes)
        {
            bytes.CopyTo(held[pending..]);
            return;
        }
        if (pending > 0)
        {
            bytes[..(StripeBytes - pending)].CopyTo(held[pending..]);
            bytes = bytes[(StripeBytes - pending)..];
            ReadOnlySpan<byte> stripe = held;
            _lanes.Take(ref stripe);
        }
        _lanes.Take(ref bytes);
        bytes.CopyTo(held);
    }

    /// <summary>The hash of all bytes so far; more may follow.</summary>
    public readonly ulong Digest()
    {
        ReadOnlySpan<byte> held = _pending;
        return Finish((_length < StripeBytes ? _seed + Prime5 : _lanes.Merge()) + _length, held[..(int)(_length % StripeBytes)]);
    }

    private static ulong Finish(ulong hash, ReadOnlySpan<byte> rest)
    {
        for (; rest.Length >= 8; rest = rest[8..])
            hash = BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest)), 27) * Prime1 + Prime4;
        if (rest.Length >= 4)
        {
            hash = BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1, 23) * Prime2 + Prime3;
            rest = rest[4..];
        }
        foreach (var b in rest) hash = BitOperations.RotateLeft(hash ^ b * Prime5, 11) * Prime1;
        hash = (hash ^ hash >> 33) * Prime2;
        hash = (hash ^ hash >> 29) * Prime3;
        return hash ^ hash >> 32;
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + input * Prime2, 31) * Prime1;

    /// <summary>The four running sums, each of every fourth word.</summary>
    private struct Lanes(ulong seed)
    {
        private ulong _a = seed + Prime1 + Prime2;
        private ulong _b = seed + Prime2;
        private ulong _c = seed;
        private ulong _d = seed - Prime1;

        /// <summary>Takes whole stripes off the bytes.</summary>
        public void Take(ref ReadOnlySpan<byte> bytes)
        {
            var (a, b, c, d) = (_a, _b, _c, _d);
            // The words are little-endian in the specification.
            if (BitConverter.IsLittleEndian)
            {
                var words = MemoryMarshal.Cast<byte, ulong>(bytes);
                for (; words.Length >= 4; words = words[4..])
                {
                    a = Round(a, words[0]);
                    b = Round(b, words[1]);
                    c = Round(c, words[2]);
                    d = Round(d, words[3]);
                }
                bytes = bytes[(bytes.Length & -StripeBytes)..];
            }
            else
            {
                for (; bytes.Length >= StripeBytes; bytes = bytes[StripeBytes..])
                {
                    a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                    b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
                    c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
                    d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
                }
            }
            (_a, _b, _c, _d) = (a, b, c, d);
        }

        public readonly ulong Merge()
        {
            var hash = BitOperations.RotateLeft(_a, 1) + BitOperations.RotateLeft(_b, 7) + BitOperations.RotateLeft(_c, 12) + BitOperations.RotateLeft(_d, 18);
            hash = (hash ^ Round(0, _a)) * Prime1 + Prime4;
            hash = (hash ^ Round(0, _b)) * Prime1 + Prime4;
            hash = (hash ^ Round(0, _c)) * Prime1 + Prime4;
            return (hash ^ Round(0, _d)) * Prime1 + Prime4;
        }
    }

    [InlineArray(StripeBytes)]
    private struct Pending
    {
        private byte _first;
    }
}
