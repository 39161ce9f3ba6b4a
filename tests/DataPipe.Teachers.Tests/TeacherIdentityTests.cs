namespace DataPipe.Teachers.Tests;

public sealed class TeacherIdentityTests
{
    [Theory]
    [InlineData("simulated", "simulated-1", null)]
    [InlineData("openai", "gpt-4o-mini", null)]
    [InlineData("openai", "simulated-1", "http://127.0.0.1:8000/v1")]
    [InlineData("azure-openai", "deployment", "https://name.openai.azure.com")]
    [InlineData("anthropic", "claude-sonnet-4-5", null)]
    [InlineData("anthropic", "some-model", "http://127.0.0.1:8000")]
    public void Options_alone_tell_the_identity_that_the_teacher_has(string kind, string model, string? endpoint)
    {
        var options = new TeacherOptions { Kind = kind, Model = model, Endpoint = endpoint };
        var teacher = TeacherFactory.Create(options, _ => "key", TimeProvider.System);
        using var open = teacher as IDisposable;
        Assert.Equal(teacher.Identity, TeacherFactory.IdentityOf(options));
        Assert.StartsWith(teacher.Identity.EndpointId, teacher.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_of_several_endpoints_names_the_teacher()
    {
        var options = new TeacherOptions
        {
            Kind = "openai", Model = "m", Endpoints = [new TeacherEndpoint { Endpoint = "http://127.0.0.1:1/v1", ApiKeyVariable = "A" }, new TeacherEndpoint { Endpoint = "http://127.0.0.1:2/v1", ApiKeyVariable = "B" }],
        };
        Assert.Equal("openai/m@127.0.0.1:1", TeacherFactory.IdentityOf(options).EndpointId);
    }
}
