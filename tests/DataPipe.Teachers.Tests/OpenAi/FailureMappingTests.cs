using DataPipe.Teachers.OpenAi;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Tests.OpenAi;

public sealed class FailureMappingTests
{
    [Theory]
    [InlineData(429, """{"error":{"message":"slow down","type":"requests","code":"rate_limit_exceeded"}}""", FailureKind.RateLimited)]
    [InlineData(429, """{"error":{"message":"pay","type":"insufficient_quota","code":"insufficient_quota"}}""", FailureKind.QuotaExhausted)]
    [InlineData(402, """{"error":"pay"}""", FailureKind.QuotaExhausted)]
    [InlineData(400, """{"error":{"message":"bad","param":"n"}}""", FailureKind.InvalidRequest)]
    [InlineData(404, """{"object":"error","message":"no model","code":404}""", FailureKind.InvalidRequest)]
    [InlineData(422, """{"detail":[{"loc":["body"]}]}""", FailureKind.InvalidRequest)]
    [InlineData(413, "too large", FailureKind.InvalidRequest)]
    [InlineData(401, """{"error":{"message":"no"}}""", FailureKind.Unauthorised)]
    [InlineData(403, "", FailureKind.Unauthorised)]
    [InlineData(408, "", FailureKind.Transient)]
    [InlineData(409, "", FailureKind.Transient)]
    [InlineData(500, "<html>oops</html>", FailureKind.Transient)]
    [InlineData(503, """["not","expected"]""", FailureKind.Transient)]
    [InlineData(529, "{", FailureKind.Transient)]
    [InlineData(501, "", FailureKind.Permanent)]
    [InlineData(302, "", FailureKind.Permanent)]
    public async Task A_status_and_its_body_tell_the_kind_of_failure(int status, string body, FailureKind kind)
    {
        await using var server = await FaultServer.AlwaysAsync(status, body, ("x-request-id", "r-1"));
        var failed = await AskOnceAsync<Reply.Failed>(server);
        Assert.Equal((kind, status, "r-1"), (failed.Kind, failed.Status, failed.RequestId));
        Assert.NotEmpty(failed.Message);
    }

    [Theory]
    [InlineData("""{"error":{"message":"filtered","code":"content_filter"}}""")]
    [InlineData("""{"error":{"message":"filtered","code":"other","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""")]
    public async Task A_content_filter_is_a_refusal(string body)
    {
        await using var server = await FaultServer.AlwaysAsync(400, body);
        Assert.Equal("filtered", (await AskOnceAsync<Reply.Refused>(server)).Reason);
    }

    [Fact]
    public async Task A_models_refusal_is_a_refusal_that_still_counts_tokens()
    {
        await using var server = await FaultServer.AlwaysAsync(
            200, """{"choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I will not."},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}""");
        var refused = await AskOnceAsync<Reply.Refused>(server);
        Assert.Equal(("I will not.", new Usage(7, 3, 0)), (refused.Reason, refused.Usage));
    }

    [Fact]
    public async Task A_partly_filtered_answer_keeps_the_other_choices_in_order()
    {
        await using var server = await FaultServer.AlwaysAsync(
            200, """{"choices":[{"index":1,"message":{"content":null},"finish_reason":"content_filter"},{"index":0,"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},"finish_reason":"abort"}]}""");
        var answered = await AskOnceAsync<Reply.Answered>(server);
        Assert.Equal(["ab", ""], answered.Choices.Select(choice => choice.Text));
        Assert.Equal([FinishReason.Other, FinishReason.Filtered], answered.Choices.Select(choice => choice.Finish));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[3]}""")]
    [InlineData("""{"choices":[{"index":0},{"index":0}]}""")]
    [InlineData("""{"choices":"none"}""")]
    public async Task A_broken_answer_is_transient(string body)
    {
        await using var server = await FaultServer.AlwaysAsync(200, body);
        Assert.Equal(FailureKind.Transient, (await AskOnceAsync<Reply.Failed>(server)).Kind);
    }

    [Fact]
    public async Task An_answer_larger_than_the_limit_fails_for_good()
    {
        await using var server = await FaultServer.AlwaysAsync(200, new string(' ', 5000));
        var failed = await AskOnceAsync<Reply.Failed>(server, options => options with { MaxResponseBytes = 2000 });
        Assert.Equal(FailureKind.Permanent, failed.Kind);
        Assert.Contains("2000 bytes", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_aborted_connection_is_transient()
    {
        await using var server = await FaultServer.StartAsync((_, context) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.Equal(FailureKind.Transient, (await AskOnceAsync<Reply.Failed>(server)).Kind);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_transient()
    {
        var server = await FaultServer.AlwaysAsync(200, "");
        var endpoint = server.Endpoint;
        await server.DisposeAsync();
        using var teacher = new OpenAiTeacher(Asking.Options(endpoint), Asking.Environment, TimeProvider.System);
        Assert.Equal(FailureKind.Transient, (await teacher.FailAsync(Prompt.FromUser("hi"))).Kind);
    }

    [Fact]
    public async Task The_providers_word_against_repeating_counts_more_than_the_status()
    {
        await using var server = await FaultServer.AlwaysAsync(503, "", ("x-should-retry", "false"));
        Assert.Equal(FailureKind.Permanent, (await AskOnceAsync<Reply.Failed>(server)).Kind);
    }

    [Fact]
    public async Task Rate_limit_headers_come_with_the_reply()
    {
        await using var server = await FaultServer.AlwaysAsync(
            200, FaultServer.Completion("hello"), ("x-ratelimit-limit-requests", "60"), ("x-ratelimit-remaining-tokens", "149984"), ("x-ratelimit-reset-tokens", "6m0s"));
        var answered = await AskOnceAsync<Reply.Answered>(server);
        Assert.Equal(
            new RateLimits { LimitRequests = 60, RemainingTokens = 149984, ResetTokens = TimeSpan.FromMinutes(6) }, answered.Limits);
        Assert.Equal(new Usage(3, 2, 1), answered.Usage);
    }

    [Theory]
    [InlineData("Samples")]
    [InlineData("Schema")]
    [InlineData("Surrogate")]
    public async Task A_prompt_that_no_provider_takes_is_not_sent(string fault)
    {
        await using var server = await FaultServer.AlwaysAsync(200, FaultServer.Completion("ok"));
        using var teacher = new OpenAiTeacher(Asking.Options(server.Endpoint), Asking.Environment, TimeProvider.System);
        var prompt = fault switch
        {
            "Samples" => Prompt.FromUser("hi") with { Samples = 0 },
            "Schema" => Prompt.FromUser("hi") with { JsonSchema = "{" },
            _ => Prompt.FromUser("half \ud83d of a pair"),
        };
        Assert.Equal(FailureKind.InvalidRequest, (await teacher.FailAsync(prompt)).Kind);
        Assert.Equal(0, server.Hits);
    }

    private static async Task<T> AskOnceAsync<T>(FaultServer server, Func<TeacherOptions, TeacherOptions>? change = null)
        where T : Reply
    {
        var options = Asking.Options(server.Endpoint);
        using var teacher = new OpenAiTeacher(change?.Invoke(options) ?? options, Asking.Environment, TimeProvider.System);
        return Assert.IsType<T>(await teacher.AskAsync(Prompt.FromUser("hi"), CancellationToken.None));
    }
}
