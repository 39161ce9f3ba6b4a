namespace DataPipe.Teachers;

/// <summary>A model that answers prompts. Safe for concurrent use; decorators wrap it. Those that hold connections are also <see cref="IDisposable"/>.</summary>
public interface ITeacher
{
    /// <summary>Which model this is and where it answers.</summary>
    TeacherIdentity Identity { get; }

    /// <summary>Names the teacher stably across runs: two teachers with one id give equal prompts the same kind of answers.</summary>
    string Id { get; }

    /// <summary>Asks and waits for the reply. Throws <see cref="OperationCanceledException"/> when cancelled; every other outcome is a <see cref="Reply"/>.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="cancellation">Gives the request up.</param>
    Task<Reply> AskAsync(Prompt prompt, CancellationToken cancellation);
}
