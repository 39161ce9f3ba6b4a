using DataPipe.Teachers.Budget;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;
using DataPipe.Teachers.Tests.Ledger;

namespace DataPipe.Teachers.Tests.Budget;

public sealed class BudgetTests : IDisposable
{
    // One unit of currency a token, so that sums are easy to see.
    internal static readonly KnownPrice Price = new(new ModelPrice("USD", 1_000_000, 1_000_000), null, null, null);
    private static readonly Prompt Question = Prompt.FromUser("0123456789") with { MaxTokens = 100 };
    private static readonly decimal Bound = 64 + 16 + 10 + 100;

    private readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_request_is_set_aside_before_it_is_sent_and_settled_after()
    {
        using var ledger = _folder.Open();
        var seen = new List<Spend>();
        var teacher = Wrap(ledger, new BudgetOptions { MaxCostPerRun = 1_000 }, _ =>
        {
            using var other = _folder.Open(new LedgerOptions { ReadOnly = true });
            seen.Add(other.Spent("run", null, "USD"));
            return Answer(20, 30);
        });
        _ = await teacher.AskAsync(Question, CancellationToken.None);
        Assert.Equal([new Spend(Bound, (long)Bound)], seen);
        Assert.Equal(new Spend(50, 50), ledger.Spent("run", "stage", "USD"));
    }

    public static TheoryData<BudgetOptions, string> Caps => new()
    {
        { new BudgetOptions { MaxCostPerRequest = 189 }, "max-cost-per-request" }, { new BudgetOptions { MaxTokensPerRequest = 189 }, "max-tokens-per-request" },
        { new BudgetOptions { MaxCostPerStage = 189 }, "max-cost-per-stage" }, { new BudgetOptions { MaxTokensPerStage = 189 }, "max-tokens-per-stage" },
        { new BudgetOptions { MaxCostPerRun = 189 }, "max-cost-per-run" }, { new BudgetOptions { MaxTokensPerRun = 189 }, "max-tokens-per-run" },
        { new BudgetOptions { MaxCostPerLedger = 189 }, "max-cost-per-ledger" }, { new BudgetOptions { MaxTokensPerLedger = 189 }, "max-tokens-per-ledger" },
        { new BudgetOptions { MaxCostPerLedger = 0 }, "max-cost-per-ledger" },
    };

    [Theory]
    [MemberData(nameof(Caps))]
    public async Task What_could_pass_a_cap_is_not_sent_and_the_option_is_named(BudgetOptions options, string option)
    {
        using var ledger = _folder.Open();
        var calls = 0;
        var teacher = Wrap(ledger, options, _ =>
        {
            calls++;
            return Answer(1, 1);
        });
        var refused = Assert.IsType<Reply.Failed>(await teacher.AskAsync(Question, CancellationToken.None));
        Assert.Equal((FailureKind.BudgetExhausted, false, 0), (refused.Kind, refused.WasSent, calls));
        Assert.Contains($"'{option}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("190", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_higher_cap_goes_on_where_the_lower_one_stopped()
    {
        var sent = 0;
        foreach (var (cap, expected) in new[] { (400m, 5), (400m, 0), (650m, 5) })
        {
            using var ledger = _folder.Open();
            var before = sent;
            var teacher = Wrap(ledger, new BudgetOptions { MaxCostPerRun = cap }, _ =>
            {
                sent++;
                return Answer(20, 30);
            });
            while (await teacher.AskAsync(Question, CancellationToken.None) is Reply.Answered)
            {
            }

            Assert.Equal(expected, sent - before);
        }
    }

    [Fact]
    public async Task Caps_count_their_own_stage_run_and_ledger()
    {
        using var ledger = _folder.Open();
        var options = new BudgetOptions { MaxCostPerStage = 200, MaxCostPerRun = 250, MaxCostPerLedger = 300 };
        var caps = new SpendingCaps(options, ledger, TimeProvider.System);
        Assert.IsType<Reply.Answered>(await AskAsync(new AskScope("a", "one")));
        Assert.Contains("max-cost-per-stage", Assert.IsType<Reply.Failed>(await AskAsync(new AskScope("a", "one"))).Message, StringComparison.Ordinal);
        Assert.IsType<Reply.Answered>(await AskAsync(new AskScope("a", "two")));
        Assert.Contains("max-cost-per-run", Assert.IsType<Reply.Failed>(await AskAsync(new AskScope("a", "three"))).Message, StringComparison.Ordinal);
        Assert.IsType<Reply.Answered>(await AskAsync(new AskScope("b", "one")));
        Assert.Contains("max-cost-per-ledger", Assert.IsType<Reply.Failed>(await AskAsync(new AskScope("c", "one"))).Message, StringComparison.Ordinal);

        Task<Reply> AskAsync(AskScope scope) => new BudgetTeacher(new ScriptedTeacher(_ => Answer(20, 30)), caps, scope, Price).AskAsync(Question, CancellationToken.None);
    }

    public static TheoryData<string, Reply, bool> Outcomes => new()
    {
        { "timeout", new Reply.Failed(FailureKind.Transient, "no reply") { Status = null }, true },
        { "bad gateway", new Reply.Failed(FailureKind.Transient, "bad gateway") { Status = 502 }, true },
        { "uncounted", new Reply.Answered([new Choice("a", FinishReason.Stop, [])], Usage.Unreported, "m", null), true },
        { "garbage with status 200", new Reply.Failed(FailureKind.Transient, "no JSON") { Status = 200 }, true },
        { "rate limit", new Reply.Failed(FailureKind.RateLimited, "slow down") { Status = 429 }, false },
        { "overloaded", new Reply.Failed(FailureKind.Transient, "overloaded") { Status = 529 }, false },
        { "never sent", new Reply.Failed(FailureKind.Transient, "no such host") { WasSent = false }, false },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task An_unknown_outcome_stays_spent_whole_and_one_that_cost_nothing_is_given_back(string what, Reply reply, bool isSpent)
    {
        using var ledger = _folder.Open();
        _ = await Wrap(ledger, new BudgetOptions { MaxCostPerRun = 1_000 }, _ => reply).AskAsync(Question, CancellationToken.None);
        Assert.True((isSpent ? Bound : 0) == ledger.Spent("run", null, "USD").Cost, what);
    }

    [Fact]
    public async Task An_exception_and_a_cancellation_leave_the_reservation_spent()
    {
        using var ledger = _folder.Open();
        var teacher = Wrap(ledger, new BudgetOptions { MaxCostPerRun = 1_000 }, call => throw (call == 0 ? new InvalidOperationException() : new OperationCanceledException()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => teacher.AskAsync(Question, CancellationToken.None));
        await Assert.ThrowsAsync<OperationCanceledException>(() => teacher.AskAsync(Question, CancellationToken.None));
        Assert.Equal(2 * Bound, ledger.Spent("run", null, "USD").Cost);
    }

    [Fact]
    public async Task Requests_wait_for_what_others_may_give_back_and_the_cap_is_used_to_the_full()
    {
        // Room for two bounds at a time; each request takes 10 in the end. All but the last stretch of the cap is used.
        using var ledger = _folder.Open();
        var sent = 0;
        var teacher = Wrap(ledger, new BudgetOptions { MaxCostPerRun = 400 }, async (_, _) =>
        {
            _ = Interlocked.Increment(ref sent);
            await Task.Yield();
            return Answer(4, 6);
        });
        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => teacher.AskAsync(Question, CancellationToken.None)));
        Assert.Equal(22, sent);
        Assert.Equal(38, replies.Count(r => r is Reply.Failed { Kind: FailureKind.BudgetExhausted }));
        Assert.Equal(220, ledger.Spent("run", null, "USD").Cost);
    }

    [Fact]
    public async Task One_who_gives_up_while_waiting_leaves_nothing_behind()
    {
        using var ledger = _folder.Open();
        var gate = new TaskCompletionSource<Reply>();
        var teacher = Wrap(ledger, new BudgetOptions { MaxCostPerRun = 200 }, (_, _) => gate.Task);
        var first = teacher.AskAsync(Question, CancellationToken.None);
        using var impatient = new CancellationTokenSource();
        var second = teacher.AskAsync(Question, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult(Answer(5, 5));
        _ = await first;
        Assert.Equal(10, ledger.Spent("run", null, "USD").Cost);
        _ = await teacher.AskAsync(Question, CancellationToken.None);
        Assert.Equal(20, ledger.Spent("run", null, "USD").Cost);
    }

    [Fact]
    public async Task A_second_copy_is_spent_whole_or_not_sent()
    {
        using var ledger = _folder.Open();
        var teacher = Wrap(ledger, new BudgetOptions { MaxCostPerRun = 300 }, _ => Answer(1, 1));
        Assert.True(await teacher.MayRepeatAsync(Question, CancellationToken.None));
        Assert.Equal(Bound, ledger.Spent("run", null, "USD").Cost);
        Assert.False(await teacher.MayRepeatAsync(Question, CancellationToken.None));
        Assert.Equal(Bound, ledger.Spent("run", null, "USD").Cost);
    }

    [Fact]
    public void A_cap_in_money_needs_a_price_in_its_currency()
    {
        using var ledger = _folder.Open();
        var unknown = new KnownPrice(null, null, null, null);
        var caps = new SpendingCaps(new BudgetOptions { MaxCostPerRun = 1 }, ledger, TimeProvider.System);
        var inner = new ScriptedTeacher(_ => Answer(1, 1));
        Assert.Contains("unknown", Assert.Throws<TeacherConfigurationException>(() => new BudgetTeacher(inner, caps, LedgerFolder.Scope, unknown)).Message, StringComparison.Ordinal);
        var inEuro = Price with { Price = Price.Price! with { Currency = "EUR" } };
        Assert.Contains("EUR", Assert.Throws<TeacherConfigurationException>(() => new BudgetTeacher(inner, caps, LedgerFolder.Scope, inEuro)).Message, StringComparison.Ordinal);
        _ = new BudgetTeacher(inner, new SpendingCaps(new BudgetOptions { MaxTokensPerRun = 1 }, ledger, TimeProvider.System), LedgerFolder.Scope, unknown);
    }

    [Fact]
    public async Task An_answer_without_a_limit_is_refused_where_a_cap_is_set_and_the_model_has_none()
    {
        using var ledger = _folder.Open();
        var teacher = Wrap(ledger, new BudgetOptions { MaxCostPerRun = 1_000_000 }, _ => Answer(1, 1));
        Assert.Contains("'max-output-tokens'", Assert.IsType<Reply.Failed>(await teacher.AskAsync(Question with { MaxTokens = null }, CancellationToken.None)).Message, StringComparison.Ordinal);
        var limited = new BudgetTeacher(new ScriptedTeacher(_ => Answer(1, 1)), new SpendingCaps(new BudgetOptions { MaxCostPerRun = 1_000_000 }, ledger, TimeProvider.System), LedgerFolder.Scope, Price with { MaxOutputTokens = 50 });
        Assert.IsType<Reply.Answered>(await limited.AskAsync(Question with { MaxTokens = null }, CancellationToken.None));
        Assert.IsType<Reply.Answered>(await Wrap(ledger, new BudgetOptions(), _ => Answer(1, 1)).AskAsync(Question with { MaxTokens = null }, CancellationToken.None));
    }

    [Fact]
    public void The_bound_counts_every_byte_that_is_sent()
    {
        var small = RequestBound.Of(Question, null, false)!.Value;
        Assert.Equal((90, 100), (small.InputTokens, small.OutputTokens));
        Prompt[] larger =
        [
            Question with { Messages = [.. Question.Messages, new Message(Role.Assistant, "") { ToolCalls = [new ToolCall("1", "f", "{}")] }] },
            Question with { Tools = [new Tool("f", "does", "{}")] }, Question with { JsonSchema = "{}" },
            Question with { Messages = [new Message(Role.User, "0123456789é")] },
        ];
        Assert.All(larger, prompt => Assert.True(RequestBound.Of(prompt, null, false)!.Value.InputTokens > small.InputTokens));
        Assert.Equal((90, 300), (RequestBound.Of(Question with { Samples = 3 }, null, false)!.Value.InputTokens, RequestBound.Of(Question with { Samples = 3 }, null, false)!.Value.OutputTokens));
        Assert.Equal(270, RequestBound.Of(Question with { Samples = 3 }, null, true)!.Value.InputTokens);
    }

    [Fact]
    public void An_estimate_gives_an_upper_bound_and_an_expectation()
    {
        var price = new KnownPrice(new ModelPrice("USD", 10, 30) { BatchInput = 5, BatchOutput = 15 }, 1_000, null, null);
        RequestGroup[] groups = [new(1_000, 400, 4_000, 2, 2, 500)];
        var estimate = CostEstimate.Of(groups, price, inBatch: false, meanOutputTokens: 100);
        // Input 400/4 + 2*4 = 108 a request; two answers of 100.
        Assert.Equal(new Spend((108_000m * 10 / 1_000_000) + (200_000m * 30 / 1_000_000), 308_000), estimate.Expected);
        // Input 64 + 2*16 + 4000 = 4096 a request; two answers of 500.
        Assert.Equal(new Spend((4_096_000m * 10 / 1_000_000) + (1_000_000m * 30 / 1_000_000), 5_096_000), estimate.AtMost);
        Assert.Equal(estimate.AtMost!.Value.Cost / 2, CostEstimate.Of(groups, price, inBatch: true, 100).AtMost!.Value.Cost);
        Assert.Null(CostEstimate.Of([groups[0] with { MaxTokens = null }], price with { MaxOutputTokens = null }, false, null).AtMost);
        Assert.True(CostEstimate.Of(groups, price, false, null).Expected!.Value.Cost < estimate.AtMost!.Value.Cost);
        Assert.Null(CostEstimate.Of(groups, new KnownPrice(null, 5, null, null), false, null).Expected);
    }

    internal static Reply Answer(long input, long output) => new Reply.Answered([new Choice("a", FinishReason.Stop, [])], new Usage(input, output, 0), "m", null);

    private static BudgetTeacher Wrap(CallLedger ledger, BudgetOptions options, Func<int, Reply> reply) =>
        Wrap(ledger, options, (call, _) => Task.FromResult(reply(call)));

    private static BudgetTeacher Wrap(CallLedger ledger, BudgetOptions options, Func<int, CancellationToken, Task<Reply>> reply) =>
        new(new ScriptedTeacher(reply), new SpendingCaps(options, ledger, TimeProvider.System), LedgerFolder.Scope, Price);
}
