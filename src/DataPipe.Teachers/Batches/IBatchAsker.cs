namespace DataPipe.Teachers.Batches;

/// <summary>Asks many prompts at once; replies come in any order, each prompt's exactly once.</summary>
public interface IBatchAsker
{
    /// <summary>Which model is asked and where.</summary>
    TeacherIdentity Identity { get; }

    /// <summary>Asks all prompts. What fails is a reply too; throws <see cref="OperationCanceledException"/> when cancelled.</summary>
    /// <param name="prompts">What to ask; the same list again resumes what was begun.</param>
    /// <param name="cancellation">Gives up waiting; what is under way at the provider goes on.</param>
    IAsyncEnumerable<BatchedReply> AskAllAsync(IReadOnlyList<Prompt> prompts, CancellationToken cancellation);
}
