using DataPipe.Curation.Dedup.Clustering;
using DataPipe.Curation.Dedup.Signing;

namespace DataPipe.Curation.Dedup.Verifying;

/// <summary>
/// The documents of one cluster that stay, found in keep order: a document goes for an earlier one of the same text, of the same URL, or with a set of shingles that is similar enough, else it stays.
/// So much of a cluster is remembered and compared as constants say and no more, which hold whatever the memory: beyond them documents stay that might have gone.
/// </summary>
internal sealed class Leaders(double least, bool areCopiesEqual, int maxMet = MemberFiles.MaxMet, int maxCompared = Leaders.MaxCompared, int maxHeld = Leaders.MaxHeld)
{
    /// <summary>Shingles of a set that is compared: a text of some 12 MB.</summary>
    internal const int MaxSet = 1 << 21;

    // Leaders of a cluster that others are compared with, and shingles of all of these: 32 MB.
    private const int MaxCompared = 256, MaxHeld = 1 << 22;

    private readonly MetKeys<(Leader Leader, Likeness Likeness)> _met = new(maxMet);
    private readonly MetKeys<Leader> _texts = new(maxMet), _urls = new(maxMet);
    private readonly List<(Leader Leader, ulong[] Set)> _compared = [];
    private List<Leader> _all = [];
    private int _held;

    /// <summary>Those that are remembered.</summary>
    internal IReadOnlyList<Leader> All => _all;

    /// <summary>Whether a document would be compared with fewer than all of them.</summary>
    internal bool AreTooMany { get; private set; }

    /// <summary>Begins the next cluster.</summary>
    internal void Clear()
    {
        _met.Clear();
        _texts.Clear();
        _urls.Clear();
        _compared.Clear();
        _all = _all.Count > 1024 ? [] : _all;
        _all.Clear();
        (_held, AreTooMany) = (0, false);
    }

    /// <summary>The one that a document goes for whose text and URL were met, and how like it is.</summary>
    internal (Leader Leader, Likeness Likeness)? Known(DocumentFacts facts)
    {
        if (_texts.TryGet(facts.Text, out var same)) return (same, new(DuplicateKind.ExactDuplicate, 1));
        if (_met.TryGet(MetKeys<Leader>.Of(facts), out var met)) return met;
        if (facts.Url == 0 || !_urls.TryGet(facts.Url, out var page)) return null;
        return Meet(facts, page, new(DuplicateKind.UrlDuplicate, float.NaN));
    }

    /// <summary>The earliest that is similar enough to a set of shingles, and how similar; null where there is none.</summary>
    internal (Leader Leader, Likeness Likeness)? Similar(DocumentFacts facts, ReadOnlySpan<ulong> set)
    {
        if (set.Length > MaxSet) return null;
        foreach (var (leader, other) in _compared)
            if (SortedSets.Jaccard(set, other, least) is { } similarity)
                return Meet(facts, leader, new(DuplicateKind.NearDuplicate, (float)similarity));
        return null;
    }

    /// <summary>Adds one; false where there is no room to remember it.</summary>
    internal bool TryAdd(uint document, uint group, DocumentFacts facts, ReadOnlySpan<ulong> set)
    {
        var hasRoom = !IsFull && _compared.Count < maxCompared && set.Length <= MaxSet && _held + set.Length <= maxHeld;
        AreTooMany |= !hasRoom;
        if (IsFull) return false;
        var leader = new Leader(document, group);
        _all.Add(leader);
        Meet(facts, leader, new(DuplicateKind.ExactDuplicate, 1));
        _texts.Add(facts.Text, leader);
        if (facts.Url != 0) _urls.Add(facts.Url, leader);
        if (!hasRoom) return true;
        _compared.Add((leader, set.ToArray()));
        _held += set.Length;
        return true;
    }

    private bool IsFull => _met.IsFull || _texts.IsFull;

    private (Leader Leader, Likeness Likeness) Meet(DocumentFacts facts, Leader leader, Likeness likeness)
    {
        if (areCopiesEqual) _met.Add(MetKeys<Leader>.Of(facts), (leader, likeness));
        return (leader, likeness);
    }
}
