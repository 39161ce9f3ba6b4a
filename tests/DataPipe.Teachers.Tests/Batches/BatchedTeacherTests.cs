using System.Text.Json;
using DataPipe.Teachers.Batches;
using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;
using DataPipe.Teachers.Serving;
using DataPipe.Teachers.Serving.Faults;
using DataPipe.Teachers.Simulated;
using DataPipe.Teachers.Tests.Ledger;

namespace DataPipe.Teachers.Tests.Batches;

public sealed class BatchedTeacherTests : IDisposable
{
    private static readonly BatchOptions Quick = new()
    {
        Gather = TimeSpan.FromMilliseconds(30), FirstPoll = TimeSpan.FromMilliseconds(2), MaxPoll = TimeSpan.FromMilliseconds(20), MaxAttempts = 40, MinBatchTime = TimeSpan.FromMilliseconds(1),
    };

    // Gone when it is full, so that a slow machine makes no two of it.
    private static BatchOptions Full(int requests) => Quick with { MaxRequests = requests, Gather = TimeSpan.FromMinutes(5) };

    private static readonly ModelPrice Price = new("USD", 10, 20) { BatchInput = 5, BatchOutput = 10 };
    private static readonly BudgetOptions Enough = new() { MaxCostPerRun = 1_000 };

    private readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Steps() =>
        ["Uploading noted", "uploaded, not noted", "Uploaded noted", "Submitting noted", "submitted, not noted", "Submitted noted", "Ended noted", "downloaded, not noted", "Collected noted"];

    [Fact]
    public async Task What_is_asked_at_a_time_goes_in_one_batch_at_its_price()
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        await using (var asked = Ask(server, Enough, Full(30)))
        {
            var replies = await asked.AllAsync(30);
            for (var i = 0; i < replies.Length; i++)
            {
                var answered = Assert.IsType<Reply.Answered>(replies[i]);
                Asking.SameChoices(await new SimulatedTeacher(0).AnswerAsync(PromptOf(i)), answered);
                Assert.Equal(Price.Of(answered.Usage, inBatch: true), answered.Cost);
            }

            Assert.Equal(replies.Sum(reply => reply.Cost), asked.Ledger.Spent("run", "stage", "USD").Cost);
            Assert.Equal(1, await BatchesAsync(server));
            Assert.Null(asked.Board.Status);
        }

        Assert.Equal((30, 0, 0), await AnsweredAsync(server));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder.Path, "batches")));
    }

    [Fact]
    public async Task A_full_batch_goes_at_once_and_the_rest_follows()
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        await using var asked = Ask(server, Enough, Quick with { MaxRequests = 8, Gather = TimeSpan.FromSeconds(1) });
        Assert.All(await asked.AllAsync(17), reply => Assert.True(reply is Reply.Answered { InBatch: true }));
        Assert.Equal(3, await BatchesAsync(server));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_crash_at_any_step_uploads_submits_and_pays_nothing_twice(string step)
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        await using (var first = Ask(server, Enough, Full(12), at => Crash(at == step)))
            await Assert.ThrowsAsync<TimeoutException>(() => first.AllAsync(12));
        await using (var second = Ask(server, Enough, Full(3)))
        {
            // In another order and with others beside: the rows are known by what they ask.
            var replies = await second.AllAsync(15);
            Assert.All(replies, reply => Assert.IsType<Reply.Answered>(reply));
            Assert.Equal(replies.Sum(reply => reply.Cost), second.Ledger.Spent("run", "stage", "USD").Cost);
        }

        Assert.Equal((15, 0, 0), await AnsweredAsync(server));
        Assert.Equal(2, await BatchesAsync(server));
        Assert.Equal(2, await UploadsAsync(server));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder.Path, "batches")));
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_the_batch_under_way_and_the_next_collects_it()
    {
        var clock = new ManualTimeProvider();
        await using var server = await TeacherServer.StartAsync(new TeacherServerOptions { BatchTime = TimeSpan.FromHours(3) }, clock, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        await using (var first = Ask(server, Enough, Full(6), at => { if (at == "Submitted noted") stop.CancelAfter(1); }))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.AllAsync(6, stop.Token));
            Assert.Equal("1 batch under way, 0 of 6 requests done", first.Board.Status);
        }

        await using var second = Ask(server, Enough, Full(6));
        var collecting = second.AllAsync(6);
        await clock.DriveAsync(collecting, TimeSpan.FromHours(4));
        Assert.All(await collecting, reply => Assert.True(reply is Reply.Answered { InBatch: true }));
        Assert.Equal((1, 6, 0, 0), (await BatchesAsync(server), (await AnsweredAsync(server)).Once, (await AnsweredAsync(server)).More, (await AnsweredAsync(server)).Never));
        Assert.Equal((await collecting).Sum(reply => reply.Cost), second.Ledger.Spent("run", "stage", "USD").Cost);
    }

    [Fact]
    public async Task Rows_that_expired_or_failed_are_asked_one_by_one_at_full_price()
    {
        // Few hang: an endpoint from which nothing came back three times before it ever answered is given up.
        await using var server = await StartAsync(new TeacherServerOptions { Faults = [new(Fault.Hang, 0.1), new(Fault.Unavailable, 0.3)], Seed = 11, HangTime = TimeSpan.FromMilliseconds(5) });
        await using var asked = Ask(server, Enough);
        var replies = await asked.AllAsync(40);
        Assert.All(replies, reply => Assert.IsType<Reply.Answered>(reply));
        Assert.InRange(replies.Count(reply => !reply.InBatch), 8, 32);
        Assert.All(replies.Cast<Reply.Answered>(), reply => Assert.Equal(Price.Of(reply.Usage, reply.InBatch), reply.Cost));
        // An attempt one by one that hung may have cost something too.
        Assert.InRange(asked.Ledger.Spent("run", "stage", "USD").Cost, replies.Sum(reply => reply.Cost!.Value), Enough.MaxCostPerRun!.Value);
    }

    [Fact]
    public async Task What_a_batch_has_not_done_in_time_is_asked_one_by_one()
    {
        await using var server = await StartAsync(new TeacherServerOptions { BatchTime = TimeSpan.FromHours(5) });
        await using var asked = Ask(server, Enough, Full(10) with { Deadline = TimeSpan.FromMilliseconds(400), OnlineRequestsPerMinute = 60_000 });
        var replies = await asked.AllAsync(10);
        Assert.All(replies, reply => Assert.True(reply is Reply.Answered { InBatch: false }));
        Assert.Equal((1, replies.Sum(reply => reply.Cost)), (await BatchesAsync(server), asked.Ledger.Spent("run", "stage", "USD").Cost));
    }

    [Fact]
    public async Task Where_time_is_short_no_batch_is_made()
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        await using var asked = Ask(server, Enough, Quick with { Deadline = TimeSpan.FromMinutes(10), MinBatchTime = TimeSpan.FromMinutes(30) });
        Assert.All(await asked.AllAsync(10), reply => Assert.True(reply is Reply.Answered { InBatch: false }));
        Assert.Equal(0, await BatchesAsync(server));
    }

    [Fact]
    public async Task A_cap_lets_as_much_into_a_batch_as_it_covers_and_the_rest_follows_or_is_refused()
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        // Each may cost half a cent or so at batch price: ten do not fit at once.
        var one = 0.0067m;
        await using var asked = Ask(server, new BudgetOptions { MaxCostPerRun = 5 * one });
        var replies = await asked.AllAsync(10);
        Assert.InRange(await BatchesAsync(server), 2, 10);
        Assert.InRange(asked.Ledger.Spent("run", "stage", "USD").Cost, 0.0001m, 5 * one);
        Assert.All(replies, reply => Assert.True(reply is Reply.Answered or Reply.Failed { Kind: FailureKind.BudgetExhausted }));
        Assert.Contains(replies, reply => reply is Reply.Answered);
    }

    [Fact]
    public async Task A_job_that_never_reached_the_provider_gives_its_money_back()
    {
        await using var server = await StartAsync(new TeacherServerOptions());
        using (var ledger = _folder.Open())
        {
            var caps = new SpendingCaps(Enough, ledger, TimeProvider.System);
            var prompt = PromptOf(0);
            var teacher = Ask(server, ledger, Enough, Quick, _ => { }).Teacher;
            var key = RequestKey.Of(teacher.Identity, teacher.Id, prompt);
            var (reservation, _) = await caps.ReserveAsync(LedgerFolder.Scope, key, "USD", new Spend(3, 30), default);
            var (_, journal) = new BatchShelf(ledger, TimeProvider.System).Create(teacher.Id, [new AskedRow(new RowKey(key, 1)) { Prompt = prompt, Reservation = reservation }], Options(server, Quick), Quick);
            journal.Dispose();
            await teacher.DisposeAsync();
            Assert.Equal(3, ledger.Spent("run", "stage", "USD").Cost);
        }

        await using var asked = Ask(server, Enough);
        var cost = (await asked.AllAsync(1)).Sum(reply => reply.Cost);
        Assert.Equal(cost, asked.Ledger.Spent("run", "stage", "USD").Cost);
    }

    [Theory]
    [InlineData("simulated")]
    [InlineData("anthropic")]
    public void A_kind_without_batches_says_so(string kind)
    {
        var mistake = Assert.Throws<TeacherConfigurationException>(() => TeacherFactory.Check(new TeacherOptions { Kind = kind, Model = "m", Batch = new BatchOptions() }));
        Assert.Equal(("Batch", true), (mistake.Option, mistake.Message.Contains("'batch'", StringComparison.Ordinal)));
    }

    private static void Crash(bool now)
    {
        if (now)
            throw new TimeoutException("crash");
    }

    private static Prompt PromptOf(int i) => Prompt.FromUser($"Describe village number {i} by the sea.") with { Temperature = 0.7, MaxTokens = 400 };

    private static Task<TeacherServer> StartAsync(TeacherServerOptions options) => TeacherServer.StartAsync(options, TimeProvider.System, CancellationToken.None);

    private static TeacherOptions Options(TeacherServer server, BatchOptions batch) =>
        Asking.Options(server.Endpoint.ToString()) with { FirstBackoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(5), MaxAttempts = 30, Batch = batch };

    private Asked Ask(TeacherServer server, BudgetOptions budget, BatchOptions? batch = null, Action<string>? reached = null) => Ask(server, _folder.Open(), budget, batch ?? Quick, reached ?? (_ => { }));

    private static Asked Ask(TeacherServer server, CallLedger ledger, BudgetOptions budget, BatchOptions batch, Action<string> reached)
    {
        var caps = new SpendingCaps(budget, ledger, TimeProvider.System);
        var price = new KnownPrice(Price, null, null, null);
        var options = Options(server, batch);
        var board = new BatchBoard();
        var online = TeacherFactory.Create(options, Asking.Environment, TimeProvider.System, new(), teacher => new BudgetTeacher(teacher, caps, LedgerFolder.Scope, price));
        return new Asked(new BatchedTeacher(online, options, caps, LedgerFolder.Scope, price, ledger, Asking.Environment, TimeProvider.System, board, reached), online, ledger, board);
    }

    private static async Task<JsonElement> GetAsync(TeacherServer server, string path)
    {
        using var http = new HttpClient();
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri(server.Endpoint, path)));
        return document.RootElement.Clone();
    }

    private static async Task<int> BatchesAsync(TeacherServer server) => (await GetAsync(server, "batches?limit=100")).GetProperty("data").GetArrayLength();

    private static async Task<int> UploadsAsync(TeacherServer server) => (await GetAsync(server, "files?purpose=batch&limit=100")).GetProperty("data").GetArrayLength();

    private static async Task<(int Once, int More, int Never)> AnsweredAsync(TeacherServer server)
    {
        var prompts = (await GetAsync(server, "/stats")).GetProperty("prompts");
        return (prompts.GetProperty("answered_once").GetInt32(), prompts.GetProperty("answered_more_than_once").GetInt32(), prompts.GetProperty("never_answered").GetInt32());
    }

    /// <summary>A teacher by batch with the ledger around it.</summary>
    private sealed record Asked(BatchedTeacher Teacher, ITeacher Online, CallLedger Ledger, BatchBoard Board) : IAsyncDisposable
    {
        public async Task<Reply[]> AllAsync(int prompts, CancellationToken cancellation = default)
        {
            var kept = new LedgerTeacher(Teacher, Ledger, LedgerFolder.Scope, LedgerMode.Use, Price, TimeProvider.System);
            return await Task.WhenAll(Enumerable.Range(0, prompts).Reverse().Select(i => kept.AskAsync(PromptOf(i), cancellation))) is var replies ? [.. replies.Reverse()] : [];
        }

        public async ValueTask DisposeAsync()
        {
            await Teacher.DisposeAsync();
            (Online as IDisposable)?.Dispose();
            Ledger.Dispose();
        }
    }
}
