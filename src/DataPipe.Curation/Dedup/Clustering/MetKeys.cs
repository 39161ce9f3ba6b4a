using DataPipe.Curation.Dedup.Signing;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>Texts with their URLs that were met in a cluster, up to a cap, and what was found of each: a document like one that was met fares as it did, and its text need not be read again.</summary>
internal sealed class MetKeys<T>(int cap)
{
    private const int RetainedKeys = 1024; // emptying a large table costs as much as it is large
    private Dictionary<ulong, T> _found = [];

    /// <summary>Whether there is no room for another.</summary>
    internal bool IsFull => _found.Count >= cap;

    /// <summary>Whether the same text by the exact rule means the same shingles: not by a rule that passes over what shingles may tell apart, such as numbers.</summary>
    internal static bool AreCopiesEqual(DedupOptions options) => options.Exact is null or ExactRule.Bytes;

    /// <summary>The key of a document: its text and its URL.</summary>
    internal static ulong Of(DocumentFacts facts) => Mix64.Combine(facts.Text, facts.Url);

    /// <summary>Forgets all of them: the next cluster begins.</summary>
    internal void Clear()
    {
        if (_found.Count > RetainedKeys) _found = [];
        else _found.Clear();
    }

    /// <summary>Remembers a key that was not met, where there is room.</summary>
    internal void Add(ulong key, T found)
    {
        if (!IsFull) _found.TryAdd(key, found);
    }

    /// <summary>What was found of a key that was met.</summary>
    internal bool TryGet(ulong key, out T found) => _found.TryGetValue(key, out found!);
}
