using System.Text.Json;
using DataPipe.Teachers.Batches;
using DataPipe.Teachers.Serving;
using DataPipe.Teachers.Serving.Faults;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Tests.Batches;

public sealed class BatchRunTests : IDisposable
{
    private static readonly BatchOptions Quick = new() { FirstPoll = TimeSpan.FromMilliseconds(2), MaxPoll = TimeSpan.FromMilliseconds(20), MaxAttempts = 40 };

    private readonly string _folder = Directory.CreateTempSubdirectory("batches").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Steps() =>
        ["Uploading noted", "uploaded, not noted", "Uploaded noted", "Submitting noted", "submitted, not noted", "Submitted noted", "Ended noted", "downloaded, not noted", "Collected noted"];

    [Fact]
    public async Task Every_prompt_gets_the_answer_it_would_get_online()
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        var prompts = Prompts(25);
        using var run = Run(server, Quick with { MaxRequests = 10 });
        var replies = await CollectAsync(run, prompts);
        for (var i = 0; i < prompts.Count; i++)
        {
            Assert.True(replies[i].AtBatchPrice);
            Asking.SameChoices(await new SimulatedTeacher(0).AnswerAsync(prompts[i]), Assert.IsType<Reply.Answered>(replies[i].Reply));
        }

        Assert.Equal(3, Directory.GetFiles(_folder, "part-*.output.jsonl").Length);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_crash_at_any_step_submits_nothing_twice(string step)
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        var prompts = Prompts(12);
        using (var first = Run(server, Quick with { MaxRequests = 5 }, reached => Crash(reached == step)))
            await Assert.ThrowsAsync<TimeoutException>(() => CollectAsync(first, prompts));
        using var second = Run(server, Quick with { MaxRequests = 5 });
        Assert.Equal(12, (await CollectAsync(second, prompts)).Count);
        Assert.Equal((12, 0, 0), await AnsweredAsync(server));
    }

    [Fact]
    public async Task A_crash_at_every_step_one_after_the_other_submits_nothing_twice()
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        var prompts = Prompts(6);
        for (var crashes = 0; crashes < 100; crashes++)
        {
            var steps = 0;
            using var run = Run(server, Quick with { MaxRequests = 2 }, _ => Crash(++steps == 2));
            try
            {
                Assert.Equal(6, (await CollectAsync(run, prompts)).Count);
                Assert.InRange(crashes, 8, 40);
                Assert.Equal((6, 0, 0), await AnsweredAsync(server));
                return;
            }
            catch (TimeoutException)
            {
                // On with the next.
            }
        }

        Assert.Fail("It never came to an end.");
    }

    [Fact]
    public async Task Lost_responses_to_uploads_and_submissions_submit_nothing_twice()
    {
        await using var server = await StartAsync(new TeacherServerOptions { Faults = [new(Fault.Reset, 0.3), new(Fault.InternalError, 0.2), new(Fault.InvalidJson, 0.1)], Seed = 4 });
        var prompts = Prompts(40);
        using var run = Run(server, Quick with { MaxRequests = 4 });
        var replies = await CollectAsync(run, prompts);
        Assert.Equal(40, replies.Count);
        using var stats = await StatsAsync(server);
        Assert.Equal(40, stats.RootElement.GetProperty("requests").GetProperty("total").GetInt32());
        // The rows that met a status fault failed, the others were answered.
        Assert.InRange(replies.Values.Count(reply => reply.Reply is Reply.Answered), 20, 39);
        Assert.All(replies.Values.Where(reply => reply.Reply is Reply.Failed), reply => Assert.Equal(500, ((Reply.Failed)reply.Reply).Status));
    }

    [Fact]
    public async Task Expired_rows_come_back_as_failures_and_the_rest_as_answers()
    {
        await using var server = await StartAsync(new TeacherServerOptions { Faults = [new(Fault.Hang, 0.5)], Seed = 11, HangTime = TimeSpan.FromMilliseconds(5) });
        using var run = Run(server, Quick);
        var replies = await CollectAsync(run, Prompts(20));
        Assert.InRange(replies.Values.Count(reply => reply.Reply is Reply.Failed { Kind: FailureKind.Transient, Code: "batch_expired" }), 4, 16);
        Assert.All(replies.Values, reply => Assert.True(reply.Reply is Reply.Answered or Reply.Failed { Code: "batch_expired" }));
    }

    [Fact]
    public async Task Prompts_that_no_provider_takes_fail_alone()
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        using var run = Run(server, Quick);
        var replies = await CollectAsync(run, [.. Prompts(2), new Prompt { Messages = [] }, Prompt.FromText("Once upon a time")]);
        Assert.IsType<Reply.Answered>(replies[0].Reply);
        Assert.Equal(FailureKind.InvalidRequest, Assert.IsType<Reply.Failed>(replies[2].Reply).Kind);
        Assert.NotEmpty(Assert.IsType<Reply.Answered>(replies[3].Reply).Choices[0].Text);
    }

    [Fact]
    public async Task Other_prompts_in_a_used_folder_are_refused_with_words()
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        using (var first = Run(server, Quick))
            await CollectAsync(first, Prompts(3));
        using var second = Run(server, Quick);
        var failure = await Assert.ThrowsAsync<TeacherConfigurationException>(() => CollectAsync(second, Prompts(4)));
        Assert.Contains(_folder, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_cannot_share_a_folder_at_a_time()
    {
        await using var server = await StartAsync(new TeacherServerOptions { BatchTime = TimeSpan.FromMinutes(5) });
        using var first = Run(server, Quick);
        using var stop = new CancellationTokenSource();
        var waiting = CollectAsync(first, Prompts(3), stop.Token);
        await WaitForBatchAsync(server);
        using var second = Run(server, Quick);
        await Assert.ThrowsAsync<IOException>(() => CollectAsync(second, Prompts(3)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Parts_wait_until_the_providers_queue_has_room()
    {
        await using var server = await StartAsync(new TeacherServerOptions { BatchQueuedTokens = 1500 });
        var prompts = Prompts(30);
        using var own = Run(server, Quick with { MaxQueuedTokens = 700 });
        Assert.All((await CollectAsync(own, prompts)).Values, reply => Assert.IsType<Reply.Answered>(reply.Reply));
        Assert.Equal((30, 0, 0), await AnsweredAsync(server));
    }

    [Fact]
    public async Task A_batch_that_the_providers_queue_refused_is_submitted_again()
    {
        // The provider's time stands still until it has refused a batch: no machine is so slow that the queue is empty by then.
        var clock = new ManualTimeProvider();
        await using var server = await TeacherServer.StartAsync(new TeacherServerOptions { BatchQueuedTokens = 900, BatchTime = TimeSpan.FromHours(1) }, clock, CancellationToken.None);
        var refused = new TaskCompletionSource();
        var uploads = 0;
        using var run = Run(server, Quick with { MaxRequests = 8 }, step =>
        {
            if (step == "Uploaded noted" && ++uploads > 3) refused.TrySetResult();
        });
        var collecting = CollectAsync(run, Prompts(24));
        await Task.WhenAny(refused.Task, collecting);
        await clock.DriveAsync(collecting, TimeSpan.FromHours(2));
        Assert.All((await collecting).Values, reply => Assert.IsType<Reply.Answered>(reply.Reply));
        Assert.Equal((24, 0, 0), await AnsweredAsync(server));
        Assert.Contains("\"Submission\":1", await File.ReadAllTextAsync(Path.Combine(_folder, "batches.jsonl")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, BatchMode.Batch)]
    [InlineData(48.0, BatchMode.Batch)]
    [InlineData(24.0, BatchMode.Both)]
    [InlineData(4.0, BatchMode.Both)]
    [InlineData(3.0, BatchMode.Online)]
    [InlineData(0.1, BatchMode.Online)]
    public void The_deadline_chooses_the_way(double? hours, BatchMode mode)
    {
        // 108,000 requests at 600 a minute take three hours.
        var policy = new BatchOptions { Deadline = hours is { } given ? TimeSpan.FromHours(given) : null };
        Assert.Equal(mode, policy.Choose(108_000));
    }

    [Fact]
    public async Task A_wrong_key_fails_every_prompt_with_one_reason()
    {
        await using var server = await StartAsync(new TeacherServerOptions { RequiredApiKey = "sk-another-key-of-theirs" });
        using var run = Run(server, Quick);
        var replies = await CollectAsync(run, Prompts(3));
        Assert.All(replies.Values, reply => Assert.Equal(FailureKind.Unauthorised, Assert.IsType<Reply.Failed>(reply.Reply).Kind));
        foreach (var file in Directory.GetFiles(_folder))
            Assert.DoesNotContain(Asking.Key, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    private static void Crash(bool now)
    {
        if (now)
            throw new TimeoutException("crash");
    }

    private static List<Prompt> Prompts(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Prompt.FromUser($"Describe village number {i} by the sea.") with { Temperature = 0.7, MaxTokens = 400 })];

    private static Task<TeacherServer> StartAsync(TeacherServerOptions options) => TeacherServer.StartAsync(options with { Seed = options.Seed }, TimeProvider.System, CancellationToken.None);

    private BatchRun Run(TeacherServer server, BatchOptions limits, Action<string>? reached = null) => new(
        Asking.Options(server.Endpoint.ToString()) with { FirstBackoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(5) },
        limits, _folder, Asking.Environment, TimeProvider.System, new BatchShare(new BatchBoard(), new ProviderQueue(limits.MaxQueuedTokens), reached ?? (_ => { })));

    private static async Task<Dictionary<int, BatchedReply>> CollectAsync(BatchRun asker, IReadOnlyList<Prompt> prompts, CancellationToken cancellation = default)
    {
        var replies = new Dictionary<int, BatchedReply>();
        await foreach (var reply in asker.AskAllAsync(prompts, null, cancellation))
            replies.Add(reply.Index, reply);
        Assert.Equal(prompts.Count, replies.Count);
        return replies;
    }

    private static async Task<JsonDocument> StatsAsync(TeacherServer server)
    {
        using var http = new HttpClient();
        return JsonDocument.Parse(await http.GetStringAsync(new Uri(server.Endpoint, "/stats")));
    }

    private static async Task<(int Once, int More, int Never)> AnsweredAsync(TeacherServer server)
    {
        using var stats = await StatsAsync(server);
        var prompts = stats.RootElement.GetProperty("prompts");
        return (prompts.GetProperty("answered_once").GetInt32(), prompts.GetProperty("answered_more_than_once").GetInt32(), prompts.GetProperty("never_answered").GetInt32());
    }

    private static async Task WaitForBatchAsync(TeacherServer server)
    {
        using var http = new HttpClient();
        for (; ; await Task.Yield())
        {
            using var list = JsonDocument.Parse(await http.GetStringAsync(new Uri(server.Endpoint, "batches")));
            if (list.RootElement.GetProperty("data").GetArrayLength() > 0)
                return;
        }
    }
}
