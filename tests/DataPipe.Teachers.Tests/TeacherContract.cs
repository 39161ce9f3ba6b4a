namespace DataPipe.Teachers.Tests;

/// <summary>What holds for every teacher of the simulated model, however it is reached or wrapped.</summary>
public abstract class TeacherContract : IAsyncLifetime
{
    private static readonly Prompt Rain = Prompt.FromUser("Describe the sound of rain on a tin roof.") with { Temperature = 0 };

    private ITeacher _teacher = null!;

    public async Task InitializeAsync() => _teacher = await MakeAsync();

    public virtual Task DisposeAsync()
    {
        (_teacher as IDisposable)?.Dispose();
        return Task.CompletedTask;
    }

    public abstract Task<ITeacher> MakeAsync();

    [Fact]
    public void It_names_itself()
    {
        Assert.NotEmpty(_teacher.Id);
        Assert.Equal("simulated-1", _teacher.Identity.Model);
    }

    [Fact]
    public async Task It_gives_as_many_choices_as_samples()
    {
        var reply = await _teacher.AnswerAsync(Rain with { Samples = 3 });
        Assert.Equal(3, reply.Choices.Count);
        Assert.All(reply.Choices, choice => Assert.NotEmpty(choice.Text));
        Assert.True(reply.Attempts >= 1 && reply.Usage.InputTokens > 0);
    }

    [Fact]
    public async Task It_obeys_stop_texts_and_length_limits()
    {
        var whole = await _teacher.TextAsync(Rain);
        var stopped = (await _teacher.AnswerAsync(Rain with { Stop = [whole[10..14]] })).Choices[0];
        Assert.Equal((whole[..whole.IndexOf(whole[10..14], StringComparison.Ordinal)], FinishReason.Stop), (stopped.Text, stopped.Finish));
        var cut = (await _teacher.AnswerAsync(Rain with { MaxTokens = 2 })).Choices[0];
        Assert.StartsWith(cut.Text, whole, StringComparison.Ordinal);
        Assert.Equal(FinishReason.Length, cut.Finish);
    }

    [Fact]
    public async Task Nothing_to_ask_is_an_invalid_request() =>
        Assert.Equal(FailureKind.InvalidRequest, (await _teacher.FailAsync(Rain with { Messages = [] })).Kind);

    [Fact]
    public async Task A_cancelled_request_throws()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _teacher.AskAsync(Rain, source.Token));
    }

    [Fact]
    public async Task Many_may_ask_at_once()
    {
        var texts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _teacher.TextAsync(Rain with { Seed = i % 4 })));
        for (var i = 4; i < texts.Length; i++)
            Assert.Equal(texts[i % 4], texts[i]);
    }
}
