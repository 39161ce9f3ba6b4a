using DataPipe.Cli.Wiring;
using DataPipe.Teachers;
using DataPipe.Teachers.Batches;

namespace DataPipe.Cli.Tests.Wiring;

public sealed class SameTeacherTests
{
    [Fact]
    public void Options_are_the_same_when_they_say_the_same_lists_included()
    {
        Assert.Equal(Made(), Made(), SameTeacher.Comparer);
        Assert.Equal(SameTeacher.Comparer.GetHashCode(Made()), SameTeacher.Comparer.GetHashCode(Made()));
        Assert.NotEqual(Made(), Made());
        Assert.NotEqual(Made(), Made() with { ApiKeyVariables = ["A"] }, SameTeacher.Comparer);
        Assert.NotEqual(Made(), Made() with { Endpoints = [new TeacherEndpoint { Endpoint = "http://127.0.0.1:8/v1" }] }, SameTeacher.Comparer);
        Assert.NotEqual(Made(), Made() with { Batch = new BatchOptions { MaxRequests = 6 } }, SameTeacher.Comparer);
        Assert.NotEqual(Made(), Made() with { MaxConcurrency = 9 }, SameTeacher.Comparer);
    }

    private static TeacherOptions Made() => new()
    {
        Kind = "openai", ApiKeyVariables = ["A", "B"], Endpoints = [new TeacherEndpoint { Endpoint = "http://127.0.0.1:9/v1" }], Batch = new BatchOptions { MaxRequests = 5 },
    };
}
