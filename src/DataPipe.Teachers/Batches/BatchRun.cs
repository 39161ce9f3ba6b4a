using System.Globalization;
using System.Runtime.CompilerServices;
using DataPipe.Teachers.OpenAi;

namespace DataPipe.Teachers.Batches;

/// <summary>
/// Asks many prompts through a provider's Batch API, with all that is known on disk in one folder: what was begun before a crash is found again
/// at the provider and collected, never submitted twice. Rows that failed, expired or are missing come back as failed replies.
/// </summary>
internal sealed class BatchRun : IDisposable
{
    private readonly TeacherOptions _options;
    private readonly BatchOptions _limits;
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly OpenAiWire _wire;
    private readonly BatchWire _calls;
    private readonly BatchShare _share;
    private readonly bool _ownsWire;

    /// <summary>Prepares the connection; nothing is sent and nothing written yet. Throws <see cref="TeacherConfigurationException"/>.</summary>
    /// <param name="options">The teacher: kind <c>openai</c> or <c>azure-openai</c>.</param>
    /// <param name="limits">How large batches may be.</param>
    /// <param name="folder">Where journal, inputs and results are kept; made where it does not exist.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="time">The clock of all waits.</param>
    /// <param name="share">What it shares with other batches of the teacher.</param>
    public BatchRun(TeacherOptions options, BatchOptions limits, string folder, Func<string, string?> environment, TimeProvider time, BatchShare share)
        : this(new OpenAiWire(Checked(options), environment, limits.MaxResultBytes), options, limits, folder, time, share) => _ownsWire = true;

    /// <summary>As above, over a connection that stays the caller's.</summary>
    public BatchRun(OpenAiWire wire, TeacherOptions options, BatchOptions limits, string folder, TimeProvider time, BatchShare share)
    {
        (_wire, _options, _limits, _folder, _time, _share) = (wire, options, limits, folder, time, share);
        _calls = new BatchWire(_wire, options, limits, time);
    }

    /// <summary>Asks all prompts, and when a time since the first beginning is over cancels what the provider has not done: those rows come back failed.</summary>
    /// <param name="prompts">What to ask; the same list again resumes what was begun.</param>
    /// <param name="limit">The time, counted through all resumptions; null for none.</param>
    /// <param name="cancellation">Gives up waiting; what is under way at the provider goes on.</param>
    public async IAsyncEnumerable<BatchedReply> AskAllAsync(IReadOnlyList<Prompt> prompts, TimeSpan? limit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Directory.CreateDirectory(_folder);
        for (var i = 0; i < prompts.Count; i++)
        {
            if (PromptRules.FaultOf(prompts[i]) is { } fault)
                yield return new BatchedReply(i, new Reply.Failed(FailureKind.InvalidRequest, fault) { WasSent = false }, false, false);
        }

        using var journal = new BatchJournal(_folder, _time.GetUtcNow());
        await foreach (var reply in FollowAsync(new BatchSplitter(_options, _limits, _folder).Split(prompts), journal, limit, cancellation).ConfigureAwait(false))
            yield return reply;
    }

    /// <summary>Goes on with what the folder holds, or begins it, without the prompts.</summary>
    /// <param name="journal">The folder's journal, which stays the caller's.</param>
    /// <param name="limit">The time, counted through all resumptions; null for none.</param>
    /// <param name="cancellation">Gives up waiting; what is under way at the provider goes on.</param>
    public IAsyncEnumerable<BatchedReply> ResumeAsync(BatchJournal journal, TimeSpan? limit, CancellationToken cancellation) =>
        FollowAsync(BatchSplitter.ReadBack(_folder), journal, limit, cancellation);

    /// <summary>Refuses a teacher that has no Batch API; throws <see cref="TeacherConfigurationException"/>.</summary>
    internal static TeacherOptions Checked(TeacherOptions options)
    {
        if (options.Kind is not ("openai" or "azure-openai"))
            throw new TeacherConfigurationException(nameof(options.Batch), $"Kind '{options.Kind}' has no Batch API here.", "Take 'batch' out, or use kind openai or azure-openai.");
        TeacherOptionRules.Check(options);
        return options;
    }

    private async IAsyncEnumerable<BatchedReply> FollowAsync(IReadOnlyList<BatchPart> parts, BatchJournal journal, TimeSpan? limit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var flow = new BatchFlow(parts, journal, _calls, _limits, _folder, _time, limit is { } span ? journal.Started + span : null, _share);
        await foreach (var (state, failure) in flow.RunAsync(cancellation).ConfigureAwait(false))
        {
            if (failure is not null)
            {
                foreach (var index in parts[state.Part].Indices)
                    yield return new BatchedReply(index, failure, false, true);
                continue;
            }

            await foreach (var reply in RepliesAsync(parts[state.Part], state, cancellation).ConfigureAwait(false))
                yield return reply;
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        if (_ownsWire)
            _wire.Dispose();
    }

    /// <summary>The file a part's results are kept in.</summary>
    internal static string ResultFile(string folder, int part, string kind) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{part:00000}.{kind}.jsonl"));

    private async IAsyncEnumerable<BatchedReply> RepliesAsync(BatchPart part, PartState state, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var wanted = new HashSet<int>(part.Indices);
        foreach (var kind in (string[])["output", "error"])
        {
            var file = ResultFile(_folder, part.Number, kind);
            if ((kind == "output" ? state.OutputFileId : state.ErrorFileId) is null)
                continue;
            await foreach (var line in File.ReadLinesAsync(file, cancellation).ConfigureAwait(false))
            {
                // A row that is there twice counts once.
                if (BatchResults.Read(line, _options, _wire.Scrubber) is var (index, reply) && wanted.Remove(index))
                    yield return new BatchedReply(index, reply, true, false);
            }
        }

        foreach (var index in part.Indices)
        {
            if (wanted.Contains(index))
                yield return new BatchedReply(index, Missing(state), false, false);
        }
    }

    private static Reply.Failed Missing(PartState state) => state.Status == "failed"
        ? new Reply.Failed(FailureKind.InvalidRequest, $"The provider refused the batch: {state.Error}") { Code = "batch_failed" }
        : new Reply.Failed(FailureKind.Transient, $"The batch ended ({state.Status}) without a result for this prompt.") { Code = BatchResults.MissingCode };
}
