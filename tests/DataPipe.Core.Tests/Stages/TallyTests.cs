using DataPipe.Core.Stages;

namespace DataPipe.Core.Tests.Stages;

public sealed class TallyTests
{
    private static Tally Of(Action<TallyBuilder> count)
    {
        var tally = new TallyBuilder();
        count(tally);
        return tally.Build();
    }

    [Fact]
    public void Counts_records_tokens_and_bytes()
    {
        var tally = Of(t =>
        {
            t.In(10, 100);
            t.In(5, 50);
            t.In(1, 7);
            t.Out(9);
            t.Drop("f", "short", 5);
            t.Drop("f", "short", 1);
        });
        Assert.Equal((3, 16, 157, 1, 9), (tally.RecordsIn, tally.TokensIn, tally.BytesIn, tally.RecordsOut, tally.TokensOut));
        Assert.Equal([new TallyLine("f", "short", 2, 6)], tally.Dropped);
    }

    [Fact]
    public void Drops_stand_by_step_in_the_order_of_first_appearance_and_by_reason_in_ordinal_order()
    {
        var tally = Of(t =>
        {
            t.Drop("second", "b", 1);
            t.Drop("first", "z", 1);
            t.Drop("second", "a", 1);
            t.Drop("first", "Z", 1);
        });
        Assert.Equal(["second a", "second b", "first Z", "first z"], tally.Dropped.Select(d => $"{d.Step} {d.Reason}"));
    }

    [Fact]
    public void Expected_steps_keep_their_order_whichever_drops_first_and_what_the_stage_drops_by_itself_stands_before_them()
    {
        var tally = Of(t =>
        {
            t.Expect(["one", "two", "three"]);
            t.Drop("three", "r", 1);
            t.Drop("own", "r", 1);
            t.Drop("one", "r", 1);
        });
        Assert.Equal(["own", "one", "two", "three"], tally.Steps);
        Assert.Equal(["own", "one", "three"], tally.Dropped.Select(d => d.Step));
    }

    [Fact]
    public void A_sum_has_the_order_of_the_steps_although_no_part_saw_all_of_them()
    {
        var sum = Tally.Sum([Of(t => t.Expect(["b", "d"])), Of(t => t.Expect(["a", "b", "c", "d"])), Of(t => t.Expect(["d", "e"]))]);
        Assert.Equal(["a", "b", "c", "d", "e"], sum.Steps);
    }

    [Fact]
    public void The_sum_of_tallies_is_the_tally_of_the_sum()
    {
        Action<TallyBuilder> one = t =>
        {
            t.In(3, 30);
            t.Out(2);
            t.Warn("odd", "x:1");
        };
        Action<TallyBuilder> two = t =>
        {
            t.In(4, 40);
            t.Drop("s", "r", 4);
            t.Warn("odd", "y:2");
            t.Warn("bad", "y:3");
        };
        AssertSame(Of(one + two), Tally.Sum([Of(one), Of(two)]));
        AssertSame(Of(one), Tally.Sum([Of(one), Tally.Empty]));
    }

    [Fact]
    public void Keeps_the_first_few_warnings_of_a_kind_and_counts_all()
    {
        var tally = Of(t =>
        {
            for (var i = 0; i < 100; i++) t.Warn("bad-line", $"file:{i}");
        });
        Assert.Equal(100, tally.Warnings[0].Count);
        Assert.Equal(["file:0", "file:1", "file:2", "file:3", "file:4"], tally.Warnings[0].Examples);
        var doubled = Tally.Sum([tally, tally]);
        Assert.Equal(200, doubled.Warnings[0].Count);
        Assert.Equal(Tally.ExamplesKept, doubled.Warnings[0].Examples.Count);
    }

    [Fact]
    public void A_sum_leaves_its_parts_as_they_were()
    {
        var part = Of(t => t.Warn("w", "first"));
        _ = Tally.Sum([part, Of(t => t.Warn("w", "second"))]);
        Assert.Equal(["first"], part.Warnings[0].Examples);
    }

    [Fact]
    public void Warnings_stand_in_ordinal_order_of_their_kinds() =>
        Assert.Equal(["a", "b", "c"], Of(t =>
        {
            t.Warn("c", "");
            t.Warn("a", "");
            t.Warn("b", "");
        }).Warnings.Select(w => w.Kind));

    private static void AssertSame(Tally expected, Tally actual)
    {
        Assert.Equal(expected.Dropped, actual.Dropped);
        Assert.Equal(expected.Warnings.Select(w => (w.Kind, w.Count, string.Join('|', w.Examples))), actual.Warnings.Select(w => (w.Kind, w.Count, string.Join('|', w.Examples))));
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(expected with { Dropped = [], Warnings = [], Steps = [] }, actual with { Dropped = [], Warnings = [], Steps = [] });
    }
}
