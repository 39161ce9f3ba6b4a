using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;

namespace DataPipe.Teachers.Tests.Ledger;

public sealed class LedgerTeacherTests : IDisposable
{
    private static readonly Prompt Question = Prompt.FromUser("Why?");
    private static readonly ModelPrice Price = new("USD", 10m, 30m) { CachedInput = 1m };

    private readonly LedgerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_run_asks_nobody_and_one_changed_prompt_asks_once()
    {
        var prompts = Enumerable.Range(0, 20).Select(i => Prompt.FromUser($"question {i}")).ToArray();
        var first = await RunAsync(prompts);
        var second = await RunAsync(prompts);
        prompts[7] = Prompt.FromUser("another question");
        var third = await RunAsync(prompts);
        Assert.Equal((20, 0, 1), (first.Calls, second.Calls, third.Calls));
        Assert.Equal(first.Texts, second.Texts);

        async Task<(int Calls, string[] Texts)> RunAsync(Prompt[] asked)
        {
            var inner = new ScriptedTeacher(call => Answer($"answer {call}"));
            using var ledger = _folder.Open();
            using var teacher = Wrap(inner, ledger);
            var replies = await Task.WhenAll(asked.Select(p => teacher.AskAsync(p, CancellationToken.None)));
            return (inner.Calls, [.. replies.Select(r => ((Reply.Answered)r).Choices[0].Text)]);
        }
    }

    [Fact]
    public async Task A_served_reply_is_the_reply_that_was_paid_for()
    {
        var usage = new Usage(101, 50, 40) { ReasoningTokens = 7 };
        var paid = new Reply.Answered([.. Enumerable.Range(0, 3).Select(i => new Choice($"answer {i}", FinishReason.Stop, []))], usage, "m-2025", "req_9") { Attempts = 2 };
        using var ledger = _folder.Open();
        using var teacher = Wrap(new ScriptedTeacher(_ => paid), ledger);
        var first = (Reply.Answered)await teacher.AskAsync(Question with { Samples = 3 }, CancellationToken.None);
        var second = (Reply.Answered)await teacher.AskAsync(Question with { Samples = 3 }, CancellationToken.None);
        Assert.Equal((false, true), (first.FromLedger, second.FromLedger));
        // 61 fresh, 40 cached and 50 output tokens at 10, 1 and 30 a million.
        Assert.Equal(0.00215m, first.Cost);
        Assert.Equal((first.Cost, usage, "m-2025", "req_9", 2), (second.Cost, second.Usage, second.Model, second.RequestId, second.Attempts));
        Assert.Equal(("USD", "USD"), (first.Currency, second.Currency));
        Assert.Equal(first.Choices.Select(c => c.Text), second.Choices.Select(c => c.Text));
        Assert.Equal(64, second.RequestKey?.Length);
        Assert.Equal(first.RequestKey, second.RequestKey);
    }

    [Fact]
    public async Task A_reply_with_answers_that_were_kept_before_costs_and_names_what_it_does_when_served()
    {
        using var ledger = _folder.Open();
        using var teacher = Wrap(
            new ScriptedTeacher(call => new Reply.Answered([.. Enumerable.Range(0, call + 1).Select(i => new Choice($"{call}/{i}", FinishReason.Stop, []))], new Usage(100 * (call + 1), 50 * (call + 1), 0), $"m-{call}", null)),
            ledger);
        _ = await teacher.AskAsync(Question, CancellationToken.None);
        var more = (Reply.Answered)await teacher.AskAsync(Question with { Samples = 2 }, CancellationToken.None);
        var served = (Reply.Answered)await teacher.AskAsync(Question with { Samples = 2 }, CancellationToken.None);
        Assert.Equal((false, true), (more.FromLedger, served.FromLedger));
        Assert.Equal((more.Cost, more.Currency, more.Model), (served.Cost, served.Currency, served.Model));
        Assert.Equal(["0/0", "1/1"], served.Choices.Select(c => c.Text));
        // The first answer with its 100 and 50 tokens, and half of the second reply's 100 answer tokens, at 10 and 30 a million.
        Assert.Equal(0.004m, served.Cost);
    }

    [Fact]
    public async Task A_reply_is_durable_before_it_is_seen()
    {
        // The ledger is never closed here, as after kill -9; what was replied is read by another one.
        var ledger = _folder.Open();
        var teacher = Wrap(new ScriptedTeacher(_ => Answer("kept")), ledger);
        _ = await teacher.AskAsync(Question, CancellationToken.None);
        using var other = _folder.Open();
        using var replay = Wrap(new ScriptedTeacher(_ => throw new InvalidOperationException("asked")), other, LedgerMode.Replay);
        Assert.Equal("kept", ((Reply.Answered)await replay.AskAsync(Question, CancellationToken.None)).Choices[0].Text);
        ledger.Dispose();
    }

    public static TheoryData<string, Reply> NoAnswers => new()
    {
        { "failed", new Reply.Failed(FailureKind.Transient, "down") },
        { "refused", new Reply.Refused("no") { Usage = new Usage(5, 0, 0) } },
        { "cut short", new Reply.Answered([new Choice("half an ans", FinishReason.Length, [])], new Usage(5, 3, 0), "m", null) },
        { "filtered", new Reply.Answered([new Choice("", FinishReason.Filtered, [])], new Usage(5, 3, 0), "m", null) },
    };

    [Theory]
    [MemberData(nameof(NoAnswers))]
    public async Task What_is_no_whole_answer_is_kept_for_the_accounts_and_asked_again(string what, Reply reply)
    {
        using var ledger = _folder.Open();
        var inner = new ScriptedTeacher(call => call == 0 ? reply : Answer("whole"));
        using var teacher = Wrap(inner, ledger);
        Assert.IsType(reply.GetType(), await teacher.AskAsync(Question, CancellationToken.None));
        Assert.True(Assert.Single(ledger.Summary().Tallies, t => t.NonAnswers == 1 && t.Answers == 0) is not null, what);
        Assert.Equal("whole", ((Reply.Answered)await teacher.AskAsync(Question, CancellationToken.None)).Choices[0].Text);
        Assert.True(((Reply.Answered)await teacher.AskAsync(Question, CancellationToken.None)).FromLedger);
        Assert.Equal(2, inner.Calls);
    }

    [Fact]
    public async Task One_token_asked_for_its_probabilities_is_a_whole_answer()
    {
        var inner = new ScriptedTeacher(_ => new Reply.Answered([new Choice("A", FinishReason.Length, [new TokenLogprob("A", -0.1, [])])], Usage.None, "m", null));
        using var ledger = _folder.Open();
        using var teacher = Wrap(inner, ledger);
        var judge = Question with { MaxTokens = 1, TopLogprobs = 5 };
        _ = await teacher.AskAsync(judge, CancellationToken.None);
        Assert.True((await teacher.AskAsync(judge, CancellationToken.None)).FromLedger);
        Assert.Equal(1, inner.Calls);
    }

    [Fact]
    public async Task More_samples_ask_the_whole_request_and_keep_what_was_not_there()
    {
        var inner = new ScriptedTeacher(call => new Reply.Answered([.. Enumerable.Range(0, call == 0 ? 2 : 4).Select(i => new Choice($"call {call} sample {i}", FinishReason.Stop, []))], new Usage(10, 8, 0), "m", null));
        using var ledger = _folder.Open();
        using var teacher = Wrap(inner, ledger);
        _ = await teacher.AskAsync(Question with { Samples = 2 }, CancellationToken.None);
        string[] expected = ["call 0 sample 0", "call 0 sample 1", "call 1 sample 2", "call 1 sample 3"];
        for (var i = 0; i < 2; i++)
            Assert.Equal(expected, ((Reply.Answered)await teacher.AskAsync(Question with { Samples = 4 }, CancellationToken.None)).Choices.Select(c => c.Text));
        Assert.Equal(["call 0 sample 0"], ((Reply.Answered)await teacher.AskAsync(Question, CancellationToken.None)).Choices.Select(c => c.Text));
        Assert.Equal(2, inner.Calls);
        var tally = Assert.Single(ledger.Summary().Tallies);
        Assert.Equal((4, 2, 20, 16), (tally.Answers, tally.NonAnswers, tally.InputTokens, tally.OutputTokens));
    }

    [Fact]
    public async Task Equal_requests_at_once_become_one()
    {
        var gate = new TaskCompletionSource();
        var inner = new ScriptedTeacher(async (_, _) =>
        {
            await gate.Task;
            return Answer("once");
        });
        using var ledger = _folder.Open();
        using var teacher = Wrap(inner, ledger);
        var asked = Enumerable.Range(0, 50).Select(_ => teacher.AskAsync(Question, CancellationToken.None)).ToArray();
        gate.SetResult();
        var replies = await Task.WhenAll(asked);
        Assert.Equal(1, inner.Calls);
        Assert.Equal(1, replies.Count(r => !r.FromLedger));
    }

    [Fact]
    public async Task One_who_gives_up_does_not_take_the_others_along()
    {
        var gate = new TaskCompletionSource<Reply>();
        var inner = new ScriptedTeacher((_, stop) => gate.Task.WaitAsync(stop));
        using var ledger = _folder.Open();
        using var teacher = Wrap(inner, ledger);
        using var impatient = new CancellationTokenSource();
        var first = teacher.AskAsync(Question, impatient.Token);
        var second = teacher.AskAsync(Question, CancellationToken.None);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(second.IsCompleted);
        gate.SetResult(Answer("late"));
        Assert.Equal("late", ((Reply.Answered)await second).Choices[0].Text);
        Assert.Equal(1, inner.Calls);
    }

    [Fact]
    public async Task When_all_give_up_the_request_is_given_up_and_can_be_made_again()
    {
        var inner = new ScriptedTeacher(async (call, stop) =>
        {
            if (call == 0) await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return Answer("again");
        });
        using var ledger = _folder.Open();
        using var teacher = Wrap(inner, ledger);
        using var impatient = new CancellationTokenSource();
        var asked = Enumerable.Range(0, 3).Select(_ => teacher.AskAsync(Question, impatient.Token)).ToArray();
        await impatient.CancelAsync();
        foreach (var ask in asked) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ask);
        Assert.Equal("again", ((Reply.Answered)await teacher.AskAsync(Question, CancellationToken.None)).Choices[0].Text);
        Assert.Equal(2, inner.Calls);
    }

    [Fact]
    public async Task Replay_asks_nobody_and_says_what_is_missing()
    {
        using var ledger = _folder.Open();
        using var teacher = Wrap(new ScriptedTeacher(_ => throw new InvalidOperationException("asked")), ledger, LedgerMode.Replay);
        var miss = Assert.IsType<Reply.Failed>(await teacher.AskAsync(Question, CancellationToken.None));
        Assert.Equal(FailureKind.LedgerMiss, miss.Kind);
        Assert.Contains(_folder.Path, miss.Message, StringComparison.Ordinal);
        Assert.Contains(miss.RequestKey!, miss.Message, StringComparison.Ordinal);
        Assert.Contains("Run once without replay", miss.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files(".seg"));
    }

    [Fact]
    public async Task An_exception_of_the_teacher_reaches_all_who_wait_and_spoils_nothing()
    {
        var inner = new ScriptedTeacher(call => call == 0 ? throw new InvalidOperationException("broken") : Answer("fine"));
        using var ledger = _folder.Open();
        using var teacher = Wrap(inner, ledger);
        await Assert.ThrowsAsync<InvalidOperationException>(() => teacher.AskAsync(Question, CancellationToken.None));
        _ = await teacher.AskAsync(Question, CancellationToken.None);
    }

    [Fact]
    public async Task A_reply_out_of_a_batch_is_kept_once_at_its_price_and_served_online()
    {
        using var ledger = _folder.Open();
        using var teacher = new LedgerTeacher(new ScriptedTeacher(_ => throw new InvalidOperationException("asked")), ledger, LedgerFolder.Scope, LedgerMode.Use, Price with { BatchInput = 5, BatchOutput = 15 }, TimeProvider.System);
        Assert.Null(teacher.Find(Question));
        for (var i = 0; i < 2; i++) _ = await teacher.KeepAsync(Question, Answer("batched"), atBatchPrice: true);
        Assert.Equal("batched", ((Reply.Answered)teacher.Find(Question)!).Choices[0].Text);
        Assert.Equal(0.000125m, (await teacher.AskAsync(Question, CancellationToken.None)).Cost);
        Assert.Equal((1, 0), (ledger.Summary().Tallies[0].Answers, ledger.Summary().Tallies[0].NonAnswers));
    }

    [Fact]
    public async Task Uncounted_tokens_have_no_cost()
    {
        using var ledger = _folder.Open();
        using var teacher = Wrap(new ScriptedTeacher(_ => new Reply.Answered([new Choice("a", FinishReason.Stop, [])], Usage.Unreported, "m", null)), ledger);
        Assert.Null((await teacher.AskAsync(Question, CancellationToken.None)).Cost);
        Assert.Equal(1, Assert.Single(ledger.Summary().Tallies).Unpriced);
    }

    private static Reply Answer(string text) => new Reply.Answered([new Choice(text, FinishReason.Stop, [])], new Usage(10, 5, 0), "m", null);

    private static LedgerTeacher Wrap(ITeacher inner, CallLedger ledger, LedgerMode mode = LedgerMode.Use) =>
        new(inner, ledger, LedgerFolder.Scope, mode, Price, TimeProvider.System);
}
