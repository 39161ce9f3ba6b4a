using System.Globalization;
using System.Runtime.CompilerServices;
using DataPipe.Teachers.OpenAi;

namespace DataPipe.Teachers.Batches;

/// <summary>
/// Asks many prompts through a provider's Batch API, with all that is known on disk in one folder: what was begun before a crash is found again
/// at the provider and collected, never submitted twice. Rows that failed, expired or are missing come back as failed replies.
/// </summary>
public sealed class BatchRun : IBatchAsker, IDisposable
{
    private readonly TeacherOptions _options;
    private readonly BatchLimits _limits;
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly OpenAiWire _wire;
    private readonly BatchWire _calls;
    private readonly Action<string> _reached;

    /// <summary>Prepares the connection; nothing is sent and nothing written yet. Throws <see cref="TeacherConfigurationException"/>.</summary>
    /// <param name="options">The teacher: kind <c>openai</c> or <c>azure-openai</c>.</param>
    /// <param name="limits">How large batches may be.</param>
    /// <param name="folder">Where journal, inputs and results are kept; made where it does not exist.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="time">The clock of all waits.</param>
    public BatchRun(TeacherOptions options, BatchLimits limits, string folder, Func<string, string?> environment, TimeProvider time)
        : this(options, limits, folder, environment, time, static _ => { })
    {
    }

    /// <summary>As above; <paramref name="reached"/> hears of each step, and may end the run there as a crash would.</summary>
    internal BatchRun(TeacherOptions options, BatchLimits limits, string folder, Func<string, string?> environment, TimeProvider time, Action<string> reached)
    {
        if (options.Kind is not ("openai" or "azure-openai"))
            throw new TeacherConfigurationException(nameof(options.Kind), $"Kind '{options.Kind}' has no Batch API here.", "Use kind openai or azure-openai, or ask online.");
        TeacherOptionRules.Check(options);
        (_options, _limits, _folder, _time, _reached) = (options, limits, folder, time, reached);
        _wire = new OpenAiWire(options, environment, limits.MaxResultBytes);
        _calls = new BatchWire(_wire, options, limits, time);
        Identity = new TeacherIdentity(_wire.Provider, options.Model, _wire.Host, Simulated: options.Model == Simulated.SimulatedTeacher.ModelName, Version: "v1");
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity { get; }

    /// <inheritdoc/>
    public IAsyncEnumerable<BatchedReply> AskAllAsync(IReadOnlyList<Prompt> prompts, CancellationToken cancellation) => AskAllAsync(prompts, null, cancellation);

    /// <summary>Asks all prompts, and when a time since the first beginning is over cancels what the provider has not done: those rows come back failed.</summary>
    /// <param name="prompts">What to ask; the same list again resumes what was begun.</param>
    /// <param name="limit">The time, counted through all resumptions; null for none.</param>
    /// <param name="cancellation">Gives up waiting; what is under way at the provider goes on.</param>
    public async IAsyncEnumerable<BatchedReply> AskAllAsync(IReadOnlyList<Prompt> prompts, TimeSpan? limit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Directory.CreateDirectory(_folder);
        using var journal = new BatchJournal(_folder, _time.GetUtcNow());
        for (var i = 0; i < prompts.Count; i++)
        {
            if (PromptRules.FaultOf(prompts[i]) is { } fault)
                yield return new BatchedReply(i, new Reply.Failed(FailureKind.InvalidRequest, fault) { WasSent = false }, false);
        }

        var parts = new BatchSplitter(_options, _limits, _folder).Split(prompts);
        var flow = new BatchFlow(parts, journal, _calls, _limits, _folder, _time, limit is { } span ? journal.Started + span : null, _reached);
        await foreach (var (state, failure) in flow.RunAsync(cancellation).ConfigureAwait(false))
        {
            if (failure is not null)
            {
                foreach (var index in parts[state.Part].Indices)
                    yield return new BatchedReply(index, failure, false);
                continue;
            }

            await foreach (var reply in RepliesAsync(parts[state.Part], state, cancellation).ConfigureAwait(false))
                yield return reply;
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _wire.Dispose();

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
                    yield return new BatchedReply(index, reply, true);
            }
        }

        foreach (var index in part.Indices)
        {
            if (wanted.Contains(index))
                yield return new BatchedReply(index, Missing(state), false);
        }
    }

    private static Reply.Failed Missing(PartState state) => state.Status == "failed"
        ? new Reply.Failed(FailureKind.InvalidRequest, $"The provider refused the batch: {state.Error}") { Code = "batch_failed" }
        : new Reply.Failed(FailureKind.Transient, $"The batch ended ({state.Status}) without a result for this prompt.") { Code = BatchResults.MissingCode };
}
