using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace DataPipe.Teachers.Ledger;

/// <summary>
/// The sorted keys of a segment that grows no more. Layout: header (64 bytes), rows of 48 bytes (key, slot, length and offset of the record), the leading
/// 8 bytes of every 64th row's key, then the segment's sums as JSON. A checksum covers all but the rows, which records prove when they are read.
/// </summary>
internal static class IndexFile
{
    public const int HeaderBytes = 64;
    public const int RowBytes = 48;
    public const int RowsPerFence = 64;

    private static ReadOnlySpan<byte> Magic => "DPLIDX01"u8;

    /// <summary>Writes an index beside its segment, whole or not at all.</summary>
    /// <param name="path">The index file's path.</param>
    /// <param name="rows">Sorted by key, then by offset.</param>
    /// <param name="segmentBytes">Length of the segment's file, a torn tail included.</param>
    /// <param name="accounts">The segment's sums; read after the rows are.</param>
    public static void Write(string path, IEnumerable<(EntryKey Key, Place Place)> rows, Func<long> segmentBytes, SegmentAccounts accounts)
    {
        var unfinished = path + SegmentNames.UnfinishedEnd;
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 1 << 16))
        {
            file.SetLength(0);
            Span<byte> header = stackalloc byte[HeaderBytes];
            header.Clear();
            file.Write(header);
            var fences = new List<ulong>();
            var count = 0L;
            Span<byte> row = stackalloc byte[RowBytes];
            foreach (var (key, place) in rows)
            {
                if (count++ % RowsPerFence == 0) fences.Add(key.Key.Leading);
                WriteRow(row, key, place);
                file.Write(row);
            }

            var tail = new byte[fences.Count * sizeof(ulong)];
            for (var i = 0; i < fences.Count; i++) BinaryPrimitives.WriteUInt64LittleEndian(tail.AsSpan(i * sizeof(ulong)), fences[i]);
            var sums = AccountsJson.Write(accounts);
            file.Write(tail);
            file.Write(sums);

            Magic.CopyTo(header);
            BinaryPrimitives.WriteInt64LittleEndian(header[8..], count);
            BinaryPrimitives.WriteInt64LittleEndian(header[16..], segmentBytes());
            BinaryPrimitives.WriteInt32LittleEndian(header[24..], fences.Count);
            BinaryPrimitives.WriteInt32LittleEndian(header[28..], sums.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[32..], Checksum(header[..32], tail, sums));
            file.Position = 0;
            file.Write(header);
            file.Flush();
            DurableFile.Synchronise(file.SafeFileHandle, unfinished);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Reads everything but the rows; null when the file is not a whole index of a segment of this length.</summary>
    public static (long Rows, ulong[] Fences, SegmentAccounts Accounts)? Read(SafeFileHandle file, long segmentBytes)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (RandomAccess.Read(file, header, 0) != HeaderBytes || !header.StartsWith(Magic)) return null;
        var rows = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        var fenceCount = BinaryPrimitives.ReadInt32LittleEndian(header[24..]);
        var sumBytes = BinaryPrimitives.ReadInt32LittleEndian(header[28..]);
        if (rows < 0 || fenceCount < 0 || sumBytes < 0 || BinaryPrimitives.ReadInt64LittleEndian(header[16..]) != segmentBytes) return null;
        if (fenceCount != (rows + RowsPerFence - 1) / RowsPerFence) return null;
        var tailBytes = ((long)fenceCount * sizeof(ulong)) + sumBytes;
        if (RandomAccess.GetLength(file) != HeaderBytes + (rows * RowBytes) + tailBytes) return null;
        var tail = new byte[tailBytes];
        if (RandomAccess.Read(file, tail, HeaderBytes + (rows * RowBytes)) != tail.Length) return null;
        var fenceBytes = tail.AsSpan(0, fenceCount * sizeof(ulong));
        var sums = tail.AsSpan(fenceBytes.Length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[32..]) != Checksum(header[..32], fenceBytes, sums)) return null;
        var fences = new ulong[fenceCount];
        for (var i = 0; i < fences.Length; i++) fences[i] = BinaryPrimitives.ReadUInt64LittleEndian(fenceBytes[(i * sizeof(ulong))..]);
        return (rows, fences, AccountsJson.Read(sums));
    }

    public static (EntryKey Key, Place Place) ReadRow(ReadOnlySpan<byte> row) =>
        (new EntryKey(new RequestKey(row), BinaryPrimitives.ReadUInt16LittleEndian(row[32..])),
            new Place(BinaryPrimitives.ReadInt64LittleEndian(row[40..]), BinaryPrimitives.ReadInt32LittleEndian(row[36..])));

    private static void WriteRow(Span<byte> row, EntryKey key, Place place)
    {
        row.Clear();
        key.Key.CopyTo(row);
        BinaryPrimitives.WriteUInt16LittleEndian(row[32..], key.Slot);
        BinaryPrimitives.WriteInt32LittleEndian(row[36..], place.FrameBytes);
        BinaryPrimitives.WriteInt64LittleEndian(row[40..], place.Offset);
    }

    private static uint Checksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> fences, ReadOnlySpan<byte> sums)
    {
        var crc = uint.MaxValue;
        foreach (var b in header) crc = BitOperations.Crc32C(crc, b);
        foreach (var b in fences) crc = BitOperations.Crc32C(crc, b);
        foreach (var b in sums) crc = BitOperations.Crc32C(crc, b);
        return crc ^ uint.MaxValue;
    }
}
