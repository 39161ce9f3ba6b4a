using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DataPipe.Teachers.Ledger;

/// <summary>
/// What stands before the payload of every record: marker (4 bytes), length of the payload (4), CRC-32C of all that follows and of the length (4),
/// kind (1), zero (1), slot (2), microseconds since 1970 (8), key (32). Little-endian, the key as it is.
/// </summary>
internal readonly record struct FrameHeader(RecordKind Kind, ushort Slot, long Microseconds, RequestKey Key, int PayloadBytes, uint Checksum)
{
    public const int Bytes = 56;
    public const int MaxPayloadBytes = 256 << 20;

    /// <summary>Slot of records that are not found by a sample's number.</summary>
    public const ushort NoSlot = 0xFFFE;

    /// <summary>Slot of the canonical request.</summary>
    public const ushort RequestSlot = 0xFFFF;

    private const int CheckedFrom = 12;

    // The first byte occurs in no UTF-8 text, so a search for the next record after damage stops at few false places.
    public static ReadOnlySpan<byte> Marker => [0xF5, (byte)'D', (byte)'P', (byte)'L'];

    public DateTimeOffset Time => TimeOf(Microseconds);

    public long FrameBytes => Bytes + (long)PayloadBytes;

    public static long MicrosecondsOf(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset TimeOf(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(microseconds, 0, 200_000_000_000_000_000) * TimeSpan.TicksPerMicrosecond);

    /// <summary>A whole record: header and payload.</summary>
    public static byte[] Frame(RecordKind kind, ushort slot, DateTimeOffset time, RequestKey key, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > MaxPayloadBytes) throw new IOException($"A record of {payload.Length} bytes is larger than the ledger takes ({MaxPayloadBytes}).");
        var frame = new byte[Bytes + payload.Length];
        Marker.CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), payload.Length);
        frame[CheckedFrom] = (byte)kind;
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(14), slot);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(16), MicrosecondsOf(time));
        key.CopyTo(frame.AsSpan(24));
        payload.CopyTo(frame.AsSpan(Bytes));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), ChecksumOf(frame));
        return frame;
    }

    /// <summary>Reads a header without judging its checksum; false where there is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < Bytes || !bytes.StartsWith(Marker)) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (length is < 0 or > MaxPayloadBytes) return false;
        header = new FrameHeader(
            (RecordKind)bytes[CheckedFrom],
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            new RequestKey(bytes[24..]),
            length,
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
        return true;
    }

    /// <summary>Whether a whole record is as it was written.</summary>
    public bool Fits(ReadOnlySpan<byte> frame) => ChecksumOf(frame) == Checksum;

    // CRC-32C (Castagnoli), which processors have an instruction for.
    private static uint ChecksumOf(ReadOnlySpan<byte> frame) => Crc(Crc(uint.MaxValue, frame.Slice(4, 4)), frame[CheckedFrom..]) ^ uint.MaxValue;

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var single in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, single);
        return crc;
    }
}
