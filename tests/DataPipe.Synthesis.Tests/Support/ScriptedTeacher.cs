using DataPipe.Teachers;

namespace DataPipe.Synthesis.Tests.Support;

/// <summary>A teacher that answers by a function, and remembers what it was asked.</summary>
internal sealed class ScriptedTeacher(Func<Prompt, Reply> answer) : ITeacher
{
    private readonly List<Prompt> _asked = [];

    public string Model { get; init; } = "scripted-1";

    public TeacherIdentity Identity => new("test", Model, "in-process", false, "1");

    public string Id => $"test/{Model}";

    public IReadOnlyList<Prompt> Asked => _asked;

    public static Reply Says(string text) => Says(text, FinishReason.Stop);

    public static Reply Says(string text, FinishReason finish) => new Reply.Answered([new Choice(text, finish, [])], Usage.None, "scripted-1", null);

    public async Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation)
    {
        lock (_asked) _asked.Add(prompt);
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        return answer(prompt);
    }
}
