using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Sorting;

/// <summary>
/// How entries lie in a file, all of it little-endian 64-bit words:
/// a header (magic, size of an entry in bytes, entries of a block, XXH64 of these three);
/// blocks of that many entries, the last perhaps shorter, each followed by the XXH64 of its bytes with its number as seed;
/// a trailer (the number of the first entry of every section, number of sections, number of entries, XXH64 of all these).
/// </summary>
internal static class EntryFormat
{
    internal const int HeaderBytes = 32;

    internal const int ChecksumBytes = 8;

    /// <summary>Size of a block of entries in bytes, about: large enough that calls to the system do not count.</summary>
    internal const int BlockBytes = 1 << 18;

    /// <summary>Size of a block of entries that are looked up one by one: each look reads and checks one.</summary>
    internal const int LookUpBlockBytes = 1 << 12;

    // "DPENTRY2" as bytes.
    private const ulong Magic = 0x32595254_4E455044;
    private const ulong HeaderSeed = 0x1D, TrailerSeed = 0x7A;

    /// <summary>Entries of a block of about so many bytes.</summary>
    internal static int BlockEntries<T>(int bytes) where T : unmanaged => Math.Max(1, bytes / Unsafe.SizeOf<T>());

    internal static byte[] Header<T>(int blockEntries) where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("files of entries are written and read on little-endian machines only");
        var header = new byte[HeaderBytes];
        Write(header, 0, Magic);
        Write(header, 1, (ulong)Unsafe.SizeOf<T>());
        Write(header, 2, (ulong)blockEntries);
        Write(header, 3, XxHash64.Hash(header.AsSpan(0, HeaderBytes - ChecksumBytes), HeaderSeed));
        return header;
    }

    /// <summary>The number of entries of a block; 0 when it is no header of such entries.</summary>
    internal static int BlockEntries<T>(ReadOnlySpan<byte> header) where T : unmanaged
    {
        var entries = Read(header, 2);
        return Read(header, 0) == Magic && Read(header, 1) == (ulong)Unsafe.SizeOf<T>() && entries is > 0 and <= int.MaxValue
            && Read(header, 3) == XxHash64.Hash(header[..(HeaderBytes - ChecksumBytes)], HeaderSeed)
            ? (int)entries
            : 0;
    }

    internal static byte[] Trailer(IReadOnlyList<long> sections, long entries)
    {
        var trailer = new byte[TrailerBytes(sections.Count)];
        for (var i = 0; i < sections.Count; i++) Write(trailer, i, (ulong)sections[i]);
        Write(trailer, sections.Count, (ulong)sections.Count);
        Write(trailer, sections.Count + 1, (ulong)entries);
        Write(trailer, sections.Count + 2, XxHash64.Hash(trailer.AsSpan(0, trailer.Length - ChecksumBytes), TrailerSeed));
        return trailer;
    }

    internal static int TrailerBytes(int sections) => 8 * (sections + 3);

    /// <summary>Whether this is a whole trailer.</summary>
    internal static bool IsTrailer(ReadOnlySpan<byte> trailer) =>
        Read(trailer, trailer.Length / 8 - 1) == XxHash64.Hash(trailer[..^ChecksumBytes], TrailerSeed);

    internal static ulong BlockChecksum(ReadOnlySpan<byte> block, long number) => XxHash64.Hash(block, (ulong)number);

    /// <summary>Where a block begins.</summary>
    internal static long BlockOffset<T>(int blockEntries, long number) where T : unmanaged =>
        HeaderBytes + number * ((long)blockEntries * Unsafe.SizeOf<T>() + ChecksumBytes);

    /// <summary>Size of a file of so many entries.</summary>
    internal static long FileBytes<T>(int blockEntries, long entries, int sections) where T : unmanaged =>
        HeaderBytes + entries * Unsafe.SizeOf<T>() + (entries + blockEntries - 1) / blockEntries * ChecksumBytes + TrailerBytes(sections);

    internal static ulong Read(ReadOnlySpan<byte> words, int index) => BinaryPrimitives.ReadUInt64LittleEndian(words[(8 * index)..]);

    private static void Write(Span<byte> words, int index, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(words[(8 * index)..], value);
}
