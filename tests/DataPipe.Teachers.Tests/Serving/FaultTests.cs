using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using DataPipe.Teachers.Serving;
using DataPipe.Teachers.Serving.Faults;

namespace DataPipe.Teachers.Tests.Serving;

public sealed class FaultTests : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(Fault.RateLimited, 429, "1")]
    [InlineData(Fault.RateLimitedSilently, 429, null)]
    [InlineData(Fault.InternalError, 500, null)]
    [InlineData(Fault.BadGateway, 502, null)]
    [InlineData(Fault.Unavailable, 503, null)]
    [InlineData(Fault.Overloaded, 529, null)]
    public async Task A_status_fault_answers_with_its_status(Fault fault, int status, string? retryAfter)
    {
        await using var server = await StartAsync(fault);
        using var response = await PostAsync(server, Body("hi"));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(retryAfter, response.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null);
        Assert.Equal(fault == Fault.BadGateway ? "text/html" : "application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_reset_ends_the_body_in_its_middle()
    {
        await using var server = await StartAsync(Fault.Reset);
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            using var response = await PostAsync(server, Body("hi"));
            await response.Content.ReadAsStringAsync();
        });
        Assert.Equal((1, 0), await OutcomesAsync(server, "reset"));
    }

    [Fact]
    public async Task A_hanging_request_is_dropped_in_the_end()
    {
        await using var server = await StartAsync(Fault.Hang, new TeacherServerOptions { HangTime = TimeSpan.FromMilliseconds(20) });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PostAsync(server, Body("hi")));
        Assert.Equal((1, 0), await OutcomesAsync(server, "hang"));
    }

    [Fact]
    public async Task A_dripping_body_takes_its_time_and_is_whole()
    {
        await using var server = await StartAsync(Fault.Drip, new TeacherServerOptions { DripTime = TimeSpan.FromMilliseconds(200) });
        var watch = Stopwatch.StartNew();
        using var response = await PostAsync(server, Body("hi"));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(watch.ElapsedMilliseconds >= 190, $"{watch.ElapsedMilliseconds} ms");
        Assert.NotEmpty(answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!);
        Assert.Equal((1, 1), await OutcomesAsync(server, "drip"));
    }

    [Fact]
    public async Task An_invalid_body_is_no_json()
    {
        await using var server = await StartAsync(Fault.InvalidJson);
        using var response = await PostAsync(server, Body("hi"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(response.Content.ReadAsStringAsync().Result));
    }

    [Theory]
    [InlineData(Fault.Truncated, "length")]
    [InlineData(Fault.ContentFilter, "content_filter")]
    public async Task A_spoilt_answer_says_so(Fault fault, string finish)
    {
        await using var server = await StartAsync(fault);
        using var response = await PostAsync(server, Body("hi"));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(finish, answer.RootElement.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal((1, 0), await OutcomesAsync(server, FaultNames.Of(fault)));
    }

    [Fact]
    public async Task A_wrong_model_shows_in_the_reply()
    {
        await using var server = await StartAsync(Fault.WrongModel);
        using var teacher = new DataPipe.Teachers.OpenAi.OpenAiTeacher(Asking.Options(server.Endpoint.ToString()), Asking.Environment, TimeProvider.System);
        var reply = await teacher.AnswerAsync(Prompt.FromUser("hi"));
        Assert.Equal(("another-model-1", "simulated-1"), (reply.Model, teacher.Identity.Model));
    }

    [Fact]
    public async Task A_duplicate_id_repeats_the_last_one()
    {
        await using var server = await StartAsync(Fault.DuplicateId);
        Assert.Equal(await IdAsync("one"), await IdAsync("two"));

        async Task<string> IdAsync(string text)
        {
            using var response = await PostAsync(server, Body(text));
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return answer.RootElement.GetProperty("id").GetString()!;
        }
    }

    [Fact]
    public async Task Faults_follow_from_seed_content_and_attempt()
    {
        var options = new TeacherServerOptions { Faults = [new(Fault.InternalError, 0.3), new(Fault.RateLimited, 0.3)], Seed = 9 };
        await using var one = await TeacherServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        await using var other = await TeacherServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        await using var third = await TeacherServer.StartAsync(options with { Seed = 10 }, TimeProvider.System, CancellationToken.None);
        var fates = await FatesAsync(one);
        Assert.Equal(fates, await FatesAsync(other));
        Assert.NotEqual(fates, await FatesAsync(third));
        Assert.InRange(fates.Count(status => status == 200), 24, 72);
        Assert.Contains(fates.Chunk(3), attempts => attempts.Distinct().Count() > 1);

        async Task<List<int>> FatesAsync(TeacherServer server)
        {
            var statuses = new List<int>();
            for (var i = 0; i < 40; i++)
            {
                for (var attempt = 0; attempt < 3; attempt++)
                {
                    using var response = await PostAsync(server, Body($"question {i}"));
                    statuses.Add((int)response.StatusCode);
                }
            }

            return statuses;
        }
    }

    [Fact]
    public async Task Rates_are_met_over_many_requests()
    {
        var plan = new FaultPlan([new(Fault.Reset, 0.1), new(Fault.Hang, 0.02)], 3);
        var fates = Enumerable.Range(0, 20_000).Select(i => plan.Roll((ulong)i * 7919, 0)).ToList();
        Assert.InRange(fates.Count(fault => fault == Fault.Reset), 1850, 2150);
        Assert.InRange(fates.Count(fault => fault == Fault.Hang), 330, 470);
        await Task.CompletedTask;
    }

    [Fact]
    public void Latencies_have_their_median_and_their_percentile()
    {
        var pace = new Pace(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(900), null, 1, TimeProvider.System);
        var waits = Enumerable.Range(0, 20_000).Select(i => pace.Latency((ulong)i * 104729, 0).TotalMilliseconds).Order().ToList();
        Assert.InRange(waits[10_000], 190, 210);
        Assert.InRange(waits[19_000], 840, 960);
        Assert.Equal(TimeSpan.FromMilliseconds(200), new Pace(TimeSpan.FromMilliseconds(200), null, null, 1, TimeProvider.System).Latency(5, 0));
    }

    [Fact]
    public async Task Latency_and_token_rate_delay_an_answer()
    {
        await using var server = await TeacherServer.StartAsync(
            new TeacherServerOptions { LatencyMedian = TimeSpan.FromMilliseconds(100), TokensPerSecond = 100 }, TimeProvider.System, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        using var response = await PostAsync(server, Body("Describe rain in the mountains.", ",\"max_tokens\":10,\"temperature\":0"));
        // 100 ms and ten tokens at 10 ms.
        Assert.True(watch.ElapsedMilliseconds >= 195, $"{watch.ElapsedMilliseconds} ms");
    }

    [Theory]
    [InlineData("reset=0.01", 1)]
    [InlineData("429=1", 1)]
    [InlineData("all=0.02", 14)]
    public void Rates_are_read(string text, int count) => Assert.Equal(count, FaultRate.Parse(text).Count);

    [Theory]
    [InlineData("reset")]
    [InlineData("reset=2")]
    [InlineData("reset=-1")]
    [InlineData("reset=x")]
    [InlineData("418=0.1")]
    public void Wrong_rates_are_refused_with_words(string text) => Assert.Contains("fault", Assert.Throws<FormatException>(() => FaultRate.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Rates_above_one_together_are_refused() => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => TeacherServer.StartAsync(
        new TeacherServerOptions { Faults = FaultRate.Parse("all=0.2") }, TimeProvider.System, CancellationToken.None));

    [Fact]
    public async Task The_stats_count_what_was_asked_and_answered()
    {
        await using var server = await TeacherServer.StartAsync(new TeacherServerOptions(), TimeProvider.System, CancellationToken.None);
        foreach (var text in (string[])["a", "a", "b"])
            (await PostAsync(server, Body(text))).Dispose();
        (await PostAsync(server, Body("c", ",\"max_tokens\":2"))).Dispose();
        using var stats = JsonDocument.Parse(await _http.GetStringAsync(new Uri(server.Endpoint, "/stats")));
        var prompts = stats.RootElement.GetProperty("prompts");
        Assert.Equal((3, 1, 1, 1), (prompts.GetProperty("asked").GetInt32(), prompts.GetProperty("answered_once").GetInt32(), prompts.GetProperty("answered_more_than_once").GetInt32(), prompts.GetProperty("never_answered").GetInt32()));
        Assert.Equal(4, stats.RootElement.GetProperty("requests").GetProperty("total").GetInt32());
        Assert.Equal(0, stats.RootElement.GetProperty("requests").GetProperty("under_way").GetInt32());
        using var list = JsonDocument.Parse(await _http.GetStringAsync(new Uri(server.Endpoint, "/stats/prompts")));
        Assert.Equal(3, list.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Every_fault_at_once_and_a_patient_client_leave_every_prompt_answered_once()
    {
        var faults = FaultRate.Parse("all=0.03").Where(rate => rate.Fault is not (Fault.Truncated or Fault.ContentFilter)).ToList();
        await using var server = await TeacherServer.StartAsync(
            new TeacherServerOptions { Faults = faults, HangTime = TimeSpan.FromMilliseconds(30), DripTime = TimeSpan.FromMilliseconds(30) }, TimeProvider.System, CancellationToken.None);
        var options = Asking.Options(server.Endpoint.ToString()) with { FirstBackoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(10), MaxAttempts = 30, MaxConcurrency = 16 };
        using var teacher = new DataPipe.Teachers.Resilience.ResilientTeacher(
            new DataPipe.Teachers.OpenAi.OpenAiTeacher(options, Asking.Environment, TimeProvider.System), options, TimeProvider.System);
        var texts = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => teacher.TextAsync(Prompt.FromUser($"What is special about hill {i}?"))));
        Assert.All(texts, Assert.NotEmpty);
        using var stats = JsonDocument.Parse(await _http.GetStringAsync(new Uri(server.Endpoint, "/stats")));
        Assert.Equal(200, stats.RootElement.GetProperty("prompts").GetProperty("answered_once").GetInt32());
        Assert.True(stats.RootElement.GetProperty("requests").GetProperty("by_outcome").EnumerateObject().Count() > 6);
    }

    private static string Body(string text, string more = "") => $$"""{"model":"simulated-1","messages":[{"role":"user","content":"{{text}}"}]{{more}}}""";

    private static Task<TeacherServer> StartAsync(Fault fault, TeacherServerOptions? options = null) =>
        TeacherServer.StartAsync((options ?? new TeacherServerOptions()) with { Faults = [new(fault, 1)] }, TimeProvider.System, CancellationToken.None);

    private Task<HttpResponseMessage> PostAsync(TeacherServer server, string body) =>
        _http.PostAsync(new Uri(server.Endpoint, "chat/completions"), new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<(int Count, int AnsweredOnce)> OutcomesAsync(TeacherServer server, string outcome)
    {
        for (; ; await Task.Yield())
        {
            using var stats = JsonDocument.Parse(await _http.GetStringAsync(new Uri(server.Endpoint, "/stats")));
            if (stats.RootElement.GetProperty("requests").GetProperty("under_way").GetInt32() > 0)
                continue;
            return (stats.RootElement.GetProperty("requests").GetProperty("by_outcome").GetProperty(outcome).GetInt32(), stats.RootElement.GetProperty("prompts").GetProperty("answered_once").GetInt32());
        }
    }
}
