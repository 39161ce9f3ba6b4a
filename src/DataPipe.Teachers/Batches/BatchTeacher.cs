using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace DataPipe.Teachers.Batches;

/// <summary>Asks many prompts by batch, one by one, or by batch first and then one by one, as the time allows; repairs online what a batch could not answer.</summary>
public sealed class BatchTeacher : IBatchAsker
{
    private readonly BatchRun _batches;
    private readonly ITeacher _online;
    private readonly BatchPolicy _policy;
    private readonly int _concurrency;

    /// <summary>Puts both ways together; neither is taken over for disposal.</summary>
    /// <param name="batches">The way by batch.</param>
    /// <param name="online">The way one by one, with its own patience. A ledger belongs here, so that a resumed run does not pay a repair twice.</param>
    /// <param name="policy">When replies are needed.</param>
    /// <param name="concurrency">Largest number of prompts asked one by one at a time.</param>
    public BatchTeacher(BatchRun batches, ITeacher online, BatchPolicy policy, int concurrency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        (_batches, _online, _policy, _concurrency) = (batches, online, policy, concurrency);
    }

    /// <inheritdoc/>
    public TeacherIdentity Identity => _batches.Identity;

    /// <inheritdoc/>
    public async IAsyncEnumerable<BatchedReply> AskAllAsync(IReadOnlyList<Prompt> prompts, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var mode = _policy.Choose(prompts.Count);
        var left = new List<int>();
        if (mode == BatchMode.Online)
        {
            left.AddRange(Enumerable.Range(0, prompts.Count));
        }
        else
        {
            var limit = mode == BatchMode.Both ? _policy.BatchTime(prompts.Count) : null;
            await foreach (var reply in _batches.AskAllAsync(prompts, limit, cancellation).ConfigureAwait(false))
            {
                if (reply.Reply is Reply.Failed { Kind: FailureKind.Transient or FailureKind.RateLimited })
                    left.Add(reply.Index);
                else
                    yield return reply;
            }
        }

        await foreach (var reply in OnlineAsync(prompts, left, cancellation).ConfigureAwait(false))
            yield return reply;
    }

    private async IAsyncEnumerable<BatchedReply> OnlineAsync(IReadOnlyList<Prompt> prompts, List<int> indices, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var replies = Channel.CreateBounded<BatchedReply>(_concurrency);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asking = AskAsync();
        try
        {
            await foreach (var reply in replies.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return reply;
        }
        finally
        {
            // A reader that leaves early leaves nobody asking on its behalf.
            await stop.CancelAsync().ConfigureAwait(false);
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task AskAsync()
        {
            try
            {
                await Parallel.ForEachAsync(
                    indices,
                    new ParallelOptions { MaxDegreeOfParallelism = _concurrency, CancellationToken = stop.Token },
                    async (index, token) =>
                    {
                        var reply = await _online.AskAsync(prompts[index], token).ConfigureAwait(false);
                        await replies.Writer.WriteAsync(new BatchedReply(index, reply, false), token).ConfigureAwait(false);
                    }).ConfigureAwait(false);
                replies.Writer.Complete();
            }
            catch (Exception failure)
            {
                replies.Writer.Complete(failure);
            }
        }
    }
}
