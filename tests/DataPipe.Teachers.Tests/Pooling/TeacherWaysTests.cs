using DataPipe.Teachers.Pooling;

namespace DataPipe.Teachers.Tests.Pooling;

public sealed class TeacherWaysTests
{
    private static readonly TeacherOptions One = new() { Kind = "openai", Model = "m", Endpoint = "http://127.0.0.1:8000/v1", ApiKeyVariable = "KEY" };

    [Fact]
    public void One_endpoint_with_one_key_is_one_way()
    {
        var (name, options) = Assert.Single(TeacherWays.Of(One));
        Assert.Equal("m at 127.0.0.1:8000 with the key of KEY", name);
        Assert.Equal(One, options);
    }

    [Fact]
    public void Several_keys_of_one_endpoint_are_as_many_ways()
    {
        var ways = TeacherWays.Of(One with { ApiKeyVariables = ["A", "B"] });
        Assert.Equal(["A", "B"], ways.Select(way => way.Options.ApiKeyVariable));
        Assert.All(ways, way => Assert.Equal(One.Endpoint, way.Options.Endpoint));
    }

    [Fact]
    public void Endpoints_take_what_they_leave_open_from_around()
    {
        var ways = TeacherWays.Of(One with
        {
            RequestsPerMinute = 60,
            Endpoints = [new TeacherEndpoint { Endpoint = "http://127.0.0.1:8001/v1", Model = "other", RequestsPerMinute = 10 }, new TeacherEndpoint { ApiKeyVariable = "B" }],
        });
        Assert.Equal(
            [("http://127.0.0.1:8001/v1", "KEY", "other", (int?)10), ("http://127.0.0.1:8000/v1", "B", "m", 60)],
            ways.Select(way => (way.Options.Endpoint, way.Options.ApiKeyVariable, way.Options.Model, way.Options.RequestsPerMinute)));
    }

    [Fact]
    public void Ways_that_are_the_same_or_said_twice_are_mistakes()
    {
        var twice = Assert.Throws<TeacherConfigurationException>(() => TeacherFactory.Check(One with { ApiKeyVariables = ["A", "A"] }));
        Assert.Contains("named twice", twice.Message, StringComparison.Ordinal);
        var both = Assert.Throws<TeacherConfigurationException>(
            () => TeacherFactory.Check(One with { ApiKeyVariables = ["A"], Endpoints = [new TeacherEndpoint()] }));
        Assert.Equal(nameof(TeacherOptions.ApiKeyVariables), both.Option);
    }

    [Fact]
    public void Each_endpoint_is_checked()
    {
        var mistake = Assert.Throws<TeacherConfigurationException>(
            () => TeacherFactory.Check(One with { Endpoints = [new TeacherEndpoint(), new TeacherEndpoint { Endpoint = "ftp://somewhere" }] }));
        Assert.Equal(nameof(TeacherOptions.Endpoint), mistake.Option);
    }
}
