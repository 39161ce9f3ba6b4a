using DataPipe.Core.Faults;

namespace DataPipe.Core.Tests.Faults;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["gopher-quality", "gopher-repetition", "c4-quality", "language", "where"];

    [Theory]
    [InlineData("gopher_quality", "gopher-quality")]
    [InlineData("gopher-qualtiy", "gopher-quality")]
    [InlineData("Language", "language")]
    [InlineData("langauge", "language")]
    [InlineData("were", "where")]
    [InlineData("c4-qualty", "c4-quality")]
    [InlineData("gopher", "gopher-quality")]
    [InlineData("lang", "language")]
    public void Finds_what_was_meant(string name, string meant) => Assert.Equal(meant, NearestName.Of(name, Known));

    [Theory]
    [InlineData("minhash")]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("go")]
    public void Is_silent_when_nothing_is_near(string name)
    {
        Assert.Null(NearestName.Of(name, Known));
        Assert.Equal("", NearestName.Hint(name, Known));
    }

    [Fact]
    public void Nothing_known_gives_nothing() => Assert.Null(NearestName.Of("where", []));

    [Fact]
    public void Of_two_equally_near_the_first_in_ordinal_order_is_given_whatever_the_order_of_the_names()
    {
        Assert.Equal("min-a", NearestName.Of("min-c", ["min-b", "min-a"]));
        Assert.Equal("min-a", NearestName.Of("min-c", ["min-a", "min-b"]));
    }

    [Fact]
    public void Swapped_neighbours_count_as_one_mistake() => Assert.Equal("ab", NearestName.Of("ba", ["ab", "xyz"]));

    [Fact]
    public void The_hint_is_a_question() => Assert.Equal(" (did you mean 'where'?)", NearestName.Hint("wher", Known));
}
