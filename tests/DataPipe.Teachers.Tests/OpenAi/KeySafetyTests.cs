using DataPipe.Teachers.OpenAi;
using DataPipe.Teachers.Serving;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Tests.OpenAi;

public sealed class KeySafetyTests
{
    [Theory]
    [InlineData("sk-test-0123456789abcdefghij")]
    [InlineData("plain0123456789SecretValue")]
    public async Task A_key_echoed_by_the_endpoint_never_reaches_the_reply(string key)
    {
        await using var server = await FaultServer.StartAsync((_, context) => FaultServer.WriteAsync(
            context, 401, $$$"""{"error":{"message":"Incorrect API key provided: {{{key}}}. You sent {{{context.Request.Headers.Authorization}}} and sk-te****ghij.","code":"invalid_api_key"}}"""));
        using var teacher = new OpenAiTeacher(Asking.Options(server.Endpoint), _ => key, TimeProvider.System);
        var failed = await teacher.FailAsync(Prompt.FromUser("hi"));
        Assert.Equal(FailureKind.Unauthorised, failed.Kind);
        AssertNoKey(key, failed.ToString());
        Assert.DoesNotContain("ghij", failed.ToString(), StringComparison.Ordinal);
        Assert.Contains("[key]", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_does_not_follow_a_redirect()
    {
        var seen = new List<string>();
        await using var other = await FaultServer.StartAsync((_, context) =>
        {
            seen.Add(context.Request.Headers["api-key"].ToString());
            return FaultServer.WriteAsync(context, 200, FaultServer.Completion("stolen"));
        });
        await using var server = await FaultServer.AlwaysAsync(307, "", ("Location", other.Endpoint + "/chat/completions"));
        using var teacher = new OpenAiTeacher(Asking.Options(server.Endpoint) with { Kind = "azure-openai" }, Asking.Environment, TimeProvider.System);
        Assert.Equal(FailureKind.Permanent, (await teacher.FailAsync(Prompt.FromUser("hi"))).Kind);
        Assert.Empty(seen);
    }

    [Fact]
    public void A_missing_key_names_the_variable_and_the_remedy()
    {
        var options = new TeacherOptions { Kind = "openai", Model = "gpt" };
        var failure = Assert.Throws<TeacherConfigurationException>(() => TeacherFactory.Create(options, _ => null, TimeProvider.System));
        Assert.Contains("OPENAI_API_KEY", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Remedy);
        Assert.Equal(nameof(TeacherOptions.ApiKeyVariable), failure.Option);
    }

    [Theory]
    [InlineData("sk-two words-9876543210")]
    [InlineData("sk-line\nend-9876543210")]
    [InlineData("sk-ümlaut-9876543210")]
    public void A_key_that_no_header_can_carry_is_reported_without_showing_it(string key)
    {
        var options = new TeacherOptions { Kind = "openai", Model = "gpt" };
        var failure = Assert.Throws<TeacherConfigurationException>(() => TeacherFactory.Create(options, _ => key, TimeProvider.System));
        AssertNoKey(key, failure.ToString());
        Assert.DoesNotContain("9876543210", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.org/v1", "api-key", "openai", nameof(TeacherOptions.Endpoint))]
    [InlineData("http://127.0.0.1/v1", "entra", "azure-openai", nameof(TeacherOptions.Endpoint))]
    [InlineData("https://example.org/v1", "entra", "openai", nameof(TeacherOptions.Authentication))]
    [InlineData("https://example.org/v1", "password", "openai", nameof(TeacherOptions.Authentication))]
    [InlineData("https://user:secret@example.org/v1", "api-key", "openai", nameof(TeacherOptions.Endpoint))]
    [InlineData("https://example.org/v1?key=secret", "api-key", "openai", nameof(TeacherOptions.Endpoint))]
    [InlineData("ftp://example.org/", "api-key", "openai", nameof(TeacherOptions.Endpoint))]
    [InlineData("not an address", "api-key", "openai", nameof(TeacherOptions.Endpoint))]
    [InlineData(null, "api-key", "azure-openai", nameof(TeacherOptions.Endpoint))]
    public void Options_that_do_not_fit_together_are_refused(string? endpoint, string authentication, string kind, string option)
    {
        var options = new TeacherOptions { Kind = kind, Model = "gpt", Endpoint = endpoint, Authentication = authentication, ApiKeyVariable = "TEST_KEY" };
        var failure = Assert.Throws<TeacherConfigurationException>(() => TeacherFactory.Create(options, Asking.Environment, TimeProvider.System));
        Assert.Equal(option, failure.Option);
        AssertNoKey(Asking.Key, failure.ToString());
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.openai.azure.com", "example.openai.azure.com")]
    [InlineData("https://example.org:8443/openai/v1/", "example.org:8443")]
    public void Entra_over_https_is_accepted_without_any_key(string endpoint, string host)
    {
        var options = new TeacherOptions { Kind = "azure-openai", Model = "gpt", Endpoint = endpoint, Authentication = "entra" };
        var teacher = TeacherFactory.Create(options, _ => null, TimeProvider.System);
        using var _ = teacher as IDisposable;
        Assert.Equal($"azure-openai/gpt@{host}", teacher.Id);
    }

    [Fact]
    public async Task An_endpoint_without_a_key_gets_no_credential()
    {
        string? sent = null;
        await using var server = await FaultServer.StartAsync((_, context) =>
        {
            sent = context.Request.Headers.Authorization.ToString();
            return FaultServer.WriteAsync(context, 200, FaultServer.Completion("ok"));
        });
        using var teacher = new OpenAiTeacher(Asking.Options(server.Endpoint) with { ApiKeyVariable = null }, _ => null, TimeProvider.System);
        await teacher.AnswerAsync(Prompt.FromUser("hi"));
        Assert.Equal("", sent);
    }

    [Fact]
    public void Nothing_that_prints_shows_the_key()
    {
        var options = Asking.Options("https://example.org/v1");
        using var teacher = new OpenAiTeacher(options, Asking.Environment, TimeProvider.System);
        AssertNoKey(Asking.Key, $"{options} {teacher} {teacher.Id} {teacher.Identity}");
        AssertNoKey(Asking.Key, new TeacherServerOptions { RequiredApiKey = Asking.Key }.ToString());
    }

    private static void AssertNoKey(string key, string text) => Assert.DoesNotContain(key, text, StringComparison.Ordinal);
}
