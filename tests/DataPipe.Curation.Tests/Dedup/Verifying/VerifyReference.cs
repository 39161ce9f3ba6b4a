using System.Text;
using DataPipe.Core.Records;
using DataPipe.Curation.Dedup;
using DataPipe.Text.Hashing;
using DataPipe.Text.MinHash;

namespace DataPipe.Curation.Tests.Dedup.Verifying;

/// <summary>The rule of verification without any cap, pair by pair: of a cluster in keep order a document stays unless one that stays has its text, its URL, or a set of shingles that is similar enough.</summary>
internal static class VerifyReference
{
    /// <summary>Ids that stay, sorted.</summary>
    internal static async Task<IReadOnlyList<string>> KeptAsync(DedupOptions options, IReadOnlyList<Document> documents)
    {
        var near = options.Near!;
        var (preset, least) = (near.ToPreset(), near.Verify!.Value);
        var candidates = await ClusterRow.ReadAsync(await DedupRun.Of(options with { Near = near with { Verify = null } }, documents));
        var byId = documents.ToDictionary(d => d.Id);
        var kept = byId.Keys.Except(candidates.Select(c => c.Id)).ToList();
        foreach (var cluster in candidates.GroupBy(c => c.Cluster))
        {
            List<(Document Document, ShingleSet Set)> leaders = [];
            foreach (var document in cluster.Select(c => byId[c.Id]).OrderByDescending(d => options.Keep == DedupKeep.Longest ? d.Text.LengthBytes : 0).ThenBy(d => XxHash64.Hash(Encoding.UTF8.GetBytes(d.Id))))
            {
                var set = ShingleSet.Of(document.Text.Span, preset);
                if (leaders.Any(l => l.Document.Text.Span.SequenceEqual(document.Text.Span) || (options.Url is not null && document.Url is { } url && l.Document.Url == url) || l.Set.Jaccard(set) >= least)) continue;
                leaders.Add((document, set));
            }

            kept.AddRange(leaders.Select(l => l.Document.Id));
        }

        return [.. kept.Order(StringComparer.Ordinal)];
    }
}
