using DataPipe.Core.Records;
using DataPipe.Curation.Semantic;
using DataPipe.Text.Hashing;

namespace DataPipe.Curation.Tests.Semantic;

/// <summary>What is a duplicate, from the definition and the clusters that the stage says: all pairs, in 64-bit numbers.</summary>
internal static class SemanticReference
{
    /// <summary>Largest cosine of every document with a vector to one that stands before it in its cluster, by id; null for the first.</summary>
    /// <param name="marked">What the stage marked, from which only the clusters are taken.</param>
    /// <param name="keep">The order: first or longest, which do not depend on the centres.</param>
    internal static Dictionary<string, double?> Similarities(IEnumerable<Document> marked, SemanticKeep keep)
    {
        Dictionary<string, double?> similarities = [];
        foreach (var cluster in marked.Where(d => d.Notes[2].HasValue).GroupBy(d => d.Notes[2].Integer))
        {
            var ordered = cluster.OrderBy(d => keep == SemanticKeep.Longest ? -d.SizeBytes : 0).ThenBy(d => XxHash64.Hash(d.Id)).ToList();
            for (var i = 0; i < ordered.Count; i++)
                similarities[ordered[i].Id] = i == 0 ? null : Enumerable.Range(0, i).Max(j => Cosine(ordered[i].Notes[1].Vector!, ordered[j].Notes[1].Vector!));
        }

        return similarities;
    }

    private static double Cosine(float[] left, float[] right)
    {
        double product = 0, ofLeft = 0, ofRight = 0;
        for (var i = 0; i < left.Length; i++)
        {
            product += (double)left[i] * right[i];
            ofLeft += (double)left[i] * left[i];
            ofRight += (double)right[i] * right[i];
        }

        return product / Math.Sqrt(ofLeft * ofRight);
    }
}
