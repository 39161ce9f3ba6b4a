using DataPipe.Core.Faults;
using DataPipe.Curation.Dedup.Clustering;
using DataPipe.Text.Hashing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Dedup.Clustering;

public class DisjointSetsTests
{
    [Fact]
    public void Joins_what_edges_join_and_nothing_else()
    {
        var cases =
            from count in Gen.Choose(1, 60)
            from edges in Gen.ListOf(Gen.Choose(0, 59).SelectMany(a => Gen.Choose(0, 59).Select(b => (a, b))))
            select (count, edges: edges.Select(e => (First: e.a % count, Second: e.b % count)).ToList());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            using var sets = new DisjointSets(c.count, 1 << 20, () => new MemoryStream());
            foreach (var (a, b) in c.edges) sets.Union((uint)a, (uint)b);
            var label = Enumerable.Range(0, c.count).ToArray();
            foreach (var (a, b) in c.edges)
            {
                var (old, now) = (label[b], label[a]);
                for (var i = 0; i < label.Length; i++)
                    if (label[i] == old) label[i] = now;
            }

            return Enumerable.Range(0, c.count).All(i => Enumerable.Range(0, c.count).All(j => label[i] == label[j] == (sets.Find((uint)i) == sets.Find((uint)j))))
                && Enumerable.Range(0, c.count).All(i => sets.IsTouched((uint)i) == c.edges.Any(e => e.First == i || e.Second == i));
        }));
    }

    [Fact]
    public void A_long_chain_takes_no_deep_walk()
    {
        const uint Count = 1_000_000;
        using var sets = new DisjointSets(Count, 1 << 26, () => throw new InvalidOperationException("all of it fits"));
        for (var i = Count - 1; i > 0; i--) sets.Union(i - 1, i);
        Assert.All(new uint[] { 0, 1, 499_999, Count - 1 }, i => Assert.Equal(0U, sets.Find(i)));
    }

    [Fact]
    public void What_does_not_fit_lies_on_disk_and_gives_the_same_sets()
    {
        const uint Count = 400_000; // 25 pages, of which 4 are held
        using var small = new DisjointSets(Count, 1, () => new MemoryStream());
        using var large = new DisjointSets(Count, 1 << 26, () => throw new InvalidOperationException("all of it fits"));
        for (ulong i = 0; i < 1500; i++)
        {
            var (a, b) = ((uint)(Mix64.Of(i) % Count), (uint)(Mix64.Of(~i) % Count));
            small.Union(a, b);
            large.Union(a, b);
        }

        for (uint i = 0; i < Count; i++) Assert.Equal(large.IsTouched(i) ? large.Find(i) : i, small.IsTouched(i) ? small.Find(i) : i);
    }

    [Fact]
    public void A_damaged_page_is_a_fault()
    {
        var scratch = new MemoryStream();
        using var pages = new NumberPages(400_000, 7, 1, () => scratch);
        for (uint i = 0; i < 400_000; i += 1000) pages[i] = i;
        Assert.True(pages.HasSpilled);
        scratch.GetBuffer()[70_000] ^= 1;
        var fault = Assert.Throws<FaultException>(() =>
        {
            for (uint i = 0; i < 400_000; i += 1000) Assert.Equal(i, pages[i]);
        });
        Assert.Equal("DP3005", fault.Faults[0].Code);
    }
}
