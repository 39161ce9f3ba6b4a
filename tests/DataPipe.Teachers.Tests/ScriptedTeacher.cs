namespace DataPipe.Teachers.Tests;

/// <summary>A teacher that replies as the test says, given the number of the call from 0.</summary>
internal sealed class ScriptedTeacher(Func<int, CancellationToken, Task<Reply>> reply) : ITeacher
{
    private int _calls;

    public ScriptedTeacher(Func<int, Reply> reply)
        : this((call, _) => Task.FromResult(reply(call)))
    {
    }

    public int Calls => Volatile.Read(ref _calls);

    public TeacherIdentity Identity { get; } = new("scripted", "m", "nowhere", true, "1");

    public string Id => "scripted";

    public static Reply Fine { get; } = new Reply.Answered([new Choice("fine", FinishReason.Stop, [])], Usage.None, "m", null);

    public Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation) => reply(Interlocked.Increment(ref _calls) - 1, cancellation);
}
