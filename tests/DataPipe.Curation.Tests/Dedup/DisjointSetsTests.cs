using DataPipe.Curation.Dedup;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Dedup;

public class DisjointSetsTests
{
    [Fact]
    public void Joins_what_edges_join()
    {
        var edges = Gen.Choose(0, 49).Two().ListOf();
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(edges.ToArbitrary(), joined =>
        {
            var sets = new DisjointSets(50);
            var names = Enumerable.Range(0, 50).ToArray();
            foreach (var (a, b) in joined)
            {
                sets.Union(a, b);
                var (from, to) = (names[a], names[b]);
                for (var i = 0; i < names.Length; i++) if (names[i] == from) names[i] = to;
            }

            return Enumerable.Range(0, 50).All(a =>
                sets.Size(sets.Find(a)) == names.Count(n => n == names[a])
                && Enumerable.Range(0, 50).All(b => (sets.Find(a) == sets.Find(b)) == (names[a] == names[b])));
        }));
    }

    [Fact]
    public void A_chain_of_a_million_is_joined_in_no_time()
    {
        var sets = new DisjointSets(1_000_000);
        for (var i = 1; i < 1_000_000; i++) sets.Union(i, i - 1);
        Assert.Equal(1_000_000, sets.Size(sets.Find(777)));
    }
}
