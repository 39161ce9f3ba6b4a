using DataPipe.Curation.Dedup.Clustering;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Dedup.Indexing;

/// <summary>Walks the sorted keys of one bucket of every finished corpus beside those of the stage: nothing of them is held but a block each.</summary>
internal sealed class KeyCursors(IReadOnlyList<EntryReader<KeyEntry>> corpora) : IAsyncDisposable
{
    private readonly int[] _at = new int[corpora.Count]; // in the block
    private readonly bool[] _ended = new bool[corpora.Count];

    /// <summary>Writes a match for every corpus that has the key. Keys must be asked for in ascending order.</summary>
    internal async ValueTask MatchAsync(KeyEntry key, EntryWriter<KeyMatch> matches, CancellationToken cancellation)
    {
        for (var corpus = 0; corpus < corpora.Count; corpus++)
        {
            if (!await AdvanceAsync(corpus, key, cancellation)) continue;
            var found = corpora[corpus].Block.Span[_at[corpus]];
            if (found.HasKeyOf(key)) await matches.WriteAsync(new KeyMatch(key.Document, ((ulong)corpus << 32) | found.Document), cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var reader in corpora) await reader.DisposeAsync();
    }

    // To the first key that is not below; false at the end.
    private async ValueTask<bool> AdvanceAsync(int corpus, KeyEntry key, CancellationToken cancellation)
    {
        var reader = corpora[corpus];
        while (!_ended[corpus])
        {
            if (Step(corpus, reader.Block.Span, key)) return true;
            _ended[corpus] = !await reader.NextBlockAsync(cancellation);
            _at[corpus] = 0;
        }

        return false;
    }

    private bool Step(int corpus, ReadOnlySpan<KeyEntry> block, KeyEntry key)
    {
        var at = _at[corpus];
        while (at < block.Length && block[at].IsBelow(key)) at++;
        _at[corpus] = at;
        return at < block.Length;
    }
}
