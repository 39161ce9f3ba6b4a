using DataPipe.Core.Records;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Recipes;

/// <summary>One request of a recipe that shows some of a pool: the whole pool, and the number of the request.</summary>
/// <param name="Round">Round, from 1.</param>
/// <param name="Number">Number of the request in its round, from 0.</param>
/// <param name="Pool">All samples of the input, in order; empty where a recipe has no input.</param>
internal sealed record Draw(int Round, int Number, IReadOnlyList<Sample> Pool)
{
    /// <summary>Some of the pool by chance, in the order shown; all of it when it has no more.</summary>
    public IReadOnlyList<Sample> Pick(int count, Interview interview)
    {
        // Robert Floyd's sampling: each subset is equally likely, with one draw a member; then Fisher and Yates for the order.
        List<Sample> picked = [];
        HashSet<int> taken = [];
        for (var j = Math.Max(0, Pool.Count - count); j < Pool.Count; j++)
        {
            var at = interview.Below(j + 1, $"pick/{j}");
            if (!taken.Add(at)) taken.Add(at = j);
            picked.Add(Pool[at]);
        }

        for (var i = picked.Count - 1; i > 0; i--)
        {
            var j = interview.Below(i + 1, $"order/{i}");
            (picked[i], picked[j]) = (picked[j], picked[i]);
        }

        return picked;
    }

    /// <summary>The most restrictive use of some samples; null when people wrote all.</summary>
    public static string? UseOf(IEnumerable<Sample> samples) =>
        samples.Aggregate((string?)null, (use, s) => PermittedUse.MostRestrictive(use, PermittedUse.OfRecord(s.Provenance.Use, s.Provenance.Teacher)));
}
