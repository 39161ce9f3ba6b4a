using System.Runtime.InteropServices;

namespace DataPipe.Curation.Dedup.Signing;

/// <summary>A key that duplicates share, and a document that has it. The key has 96 bits, so that chance makes no two equal: among 10^9 documents of 15 keys with odds of 10^-9.</summary>
/// <param name="Key">The upper 64 bits of the key: their top decides the bucket.</param>
/// <param name="CheckAndDocument">The lower 32 bits of the key, and the document's number.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct KeyEntry(ulong Key, ulong CheckAndDocument)
{
    /// <summary>Most buckets that keys can be dealt to.</summary>
    internal const int MaxBuckets = 4096;

    internal static KeyEntry Of(ulong key, ulong check, uint document) => new(key, (check << 32) | document);

    internal uint Document => (uint)CheckAndDocument;

    internal bool HasKeyOf(KeyEntry other) => Key == other.Key && CheckAndDocument >> 32 == other.CheckAndDocument >> 32;

    /// <summary>Whether the key sorts before that of another.</summary>
    internal bool IsBelow(KeyEntry other) => Key != other.Key ? Key < other.Key : CheckAndDocument >> 32 < other.CheckAndDocument >> 32;

    /// <summary>The bucket of the key, of a power of two of them: ascending with it.</summary>
    internal int Bucket(int buckets) => (int)((UInt128)Key * (ulong)buckets >> 64);
}
