using DataPipe.Curation.Dedup.Clustering;
using DataPipe.Curation.Dedup.Signing;
using DataPipe.Curation.Dedup.Verifying;

namespace DataPipe.Curation.Tests.Dedup.Verifying;

public class LeadersTests
{
    private static readonly ulong[] Set = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    [Fact]
    public void The_earliest_that_is_similar_enough_is_found_with_its_similarity()
    {
        var leaders = new Leaders(0.5, areCopiesEqual: true);
        Assert.True(leaders.TryAdd(1, 0, Facts(1), Set.AsSpan(0, 3)));
        Assert.True(leaders.TryAdd(2, 1, Facts(2), Set.AsSpan(0, 5)));
        Assert.True(leaders.TryAdd(3, 2, Facts(3), Set));
        var found = leaders.Similar(Facts(4), Set.AsSpan(0, 8));
        Assert.Equal(2U, found!.Value.Leader.Document);
        Assert.Equal(new Likeness(DuplicateKind.NearDuplicate, 0.625F), found.Value.Likeness);
        Assert.Equal(found, leaders.Known(Facts(4))); // what was met is not compared again
        Assert.Null(leaders.Known(Facts(5)));
        leaders.Clear();
        Assert.Null(leaders.Similar(Facts(4), Set));
        Assert.Null(leaders.Known(Facts(1)));
    }

    [Fact]
    public void Sets_beyond_the_shingles_that_are_held_are_not_compared_but_copies_are_known()
    {
        var leaders = new Leaders(0.5, areCopiesEqual: true, maxHeld: 12);
        Assert.True(leaders.TryAdd(1, 0, Facts(1), Set));
        Assert.False(leaders.AreTooMany);
        Assert.True(leaders.TryAdd(2, 1, Facts(2), [11, 12, 13]));
        Assert.True(leaders.AreTooMany);
        Assert.Null(leaders.Similar(Facts(3), [11, 12, 13]));
        Assert.Equal(2U, leaders.Known(Facts(2))!.Value.Leader.Document);
    }

    [Fact]
    public void A_set_that_is_too_large_is_not_compared()
    {
        var leaders = new Leaders(0, areCopiesEqual: true);
        var large = new ulong[Leaders.MaxSet + 1];
        Assert.True(leaders.TryAdd(1, 0, Facts(1), Set));
        Assert.Null(leaders.Similar(Facts(2), large));
        Assert.NotNull(leaders.Similar(Facts(3), large.AsSpan(1)));
        Assert.True(leaders.TryAdd(2, 1, Facts(2), large));
        Assert.True(leaders.AreTooMany);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Beyond_the_texts_that_are_remembered_nothing_is_added(bool areCopiesEqual)
    {
        var leaders = new Leaders(1, areCopiesEqual, maxMet: 2);
        Assert.True(leaders.TryAdd(1, 0, Facts(1), [1]));
        Assert.True(leaders.TryAdd(2, 1, Facts(2), [2]));
        Assert.False(leaders.TryAdd(3, 2, Facts(3), [3]));
        Assert.Equal([1U, 2U], leaders.All.Select(l => l.Document));
        Assert.Null(leaders.Known(Facts(3)));
        Assert.True(leaders.AreTooMany);
    }

    private static DocumentFacts Facts(ulong text) => default(DocumentFacts) with { Text = text };
}
