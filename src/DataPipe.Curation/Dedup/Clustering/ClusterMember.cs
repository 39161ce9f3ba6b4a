using System.Runtime.InteropServices;
using DataPipe.Curation.Dedup.Signing;

namespace DataPipe.Curation.Dedup.Clustering;

/// <summary>A document of a cluster. Sorted, those of a cluster lie together, and first the one that is kept.</summary>
/// <param name="RootAndKind">The cluster's root in the upper half; in the lower 0 for a document of a finished corpus, 1 for one of the stage's.</param>
/// <param name="Facts">What is known of it; of a finished corpus' document the rank alone, which names it as <see cref="KeyMatch.Earlier"/> does.</param>
/// <param name="Document">Its number.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ClusterMember(ulong RootAndKind, DocumentFacts Facts, ulong Document)
{
    internal static ClusterMember Of(uint root, DocumentFacts facts, uint document) => new(((ulong)root << 32) | 1, facts, document);

    internal static ClusterMember OfEarlier(uint root, ulong earlier) => new((ulong)root << 32, default(DocumentFacts) with { Rank = earlier }, 0);

    internal uint Root => (uint)(RootAndKind >> 32);

    internal bool IsEarlier => (uint)RootAndKind == 0;
}
