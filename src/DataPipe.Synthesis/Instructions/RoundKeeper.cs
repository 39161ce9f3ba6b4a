using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Ends a round: reads the replies in the order of their requests and keeps the instructions that pass the filters and are new to the pool, one after another.</summary>
internal sealed class RoundKeeper(SelfInstructParts parts)
{
    private const string Replies = "replies";
    private const string Filter = "instruction-filter";
    private const string Novelty = "novelty";

    /// <summary>Too near to an instruction of the pool by ROUGE-L.</summary>
    public static readonly DropReason TooSimilar = new("too-similar");

    /// <summary>The very text is in the pool: for scripts that ROUGE-L does not see.</summary>
    public static readonly DropReason Same = new("same");

    /// <summary>Enough instructions were accepted before.</summary>
    public static readonly DropReason TargetReached = new("target-reached");

    public async Task RunAsync(TaskSpec task, int round, ITaskContext context, CancellationToken cancellation)
    {
        var options = parts.Options;
        if (InstructionPool.IsFinishedBefore(round, context)) return;
        var pool = await InstructionPool.LoadAsync(task, round, context, cancellation);
        if (round == 1)
            foreach (var id in pool.TooLong) context.Warn("seed-too-long", $"seed '{id}' has more than {InstructionPool.MaxSeedChars} characters: it is not shown to the teacher");
        if (pool.Accepted.Count >= options.Instructions) return;

        var novelty = new Novelty(pool);
        var filter = new InstructionFilter(options);
        context.Tally.Expect([Replies, Filter, Novelty]);
        await using var flow = new RecordFlow<Sample>(context, parts.Steps);
        for (var asker = 0; asker < SelfInstructStage.AskTasks(options); asker++)
        {
            var files = context.FindWork(SelfInstructStage.AskPhase(round), asker, SelfInstructStage.RepliesName);
            await foreach (var reply in JsonLines.ReadAsync(context, files, InstructionRows.Default.TaskListReply, cancellation))
            {
                var texts = Candidates(reply, context);
                for (var i = 0; i < texts.Count; i++) await JudgeAsync(texts[i], reply, reply.Call?.Share(i, texts.Count));
            }
        }

        await JsonLines.WriteAsync(context, SelfInstructStage.AcceptedName, pool.Accepted, InstructionRows.Default.AcceptedInstruction, cancellation);
        await flow.CommitAsync(cancellation);
        if (round == options.Rounds && pool.Accepted.Count < options.Instructions)
            context.Warn("target-not-reached", $"{pool.Accepted.Count} of {options.Instructions} instructions after {round} rounds: raise 'rounds' or 'prompts-per-round'");

        async ValueTask JudgeAsync(string text, TaskListReply reply, CallTrace? call)
        {
            var candidate = new AcceptedInstruction(GeneratedSample.InstructionId(text), text, round, 0, null, reply.Teacher, reply.Simulated, reply.Parents)
            {
                Call = call, ParentsUse = reply.ParentsUse,
            };
            if (pool.Accepted.Count >= options.Instructions)
            {
                await DropAsync(candidate, Replies, TargetReached);
            }
            else if (filter.Judge(text) is { IsDrop: true } verdict)
            {
                await DropAsync(candidate, Filter, verdict.Reason);
            }
            else
            {
                var (similarity, nearest) = novelty.Nearest(text);
                candidate = candidate with { RougeLMax = similarity, Nearest = nearest };
                if (similarity > options.NoveltyThreshold) await DropAsync(candidate, Novelty, TooSimilar);
                else if (pool.Contains(text)) await DropAsync(candidate, Novelty, Same);
                else
                {
                    pool.Add(candidate);
                    novelty.Add(candidate.Id, text);
                }
            }
        }

        ValueTask DropAsync(AcceptedInstruction candidate, string step, DropReason reason) =>
            flow.DropAsync(GeneratedSample.Of(candidate, null, false, parts.Tasks.Identity, [candidate.Call]).CountTokens(context.TokenCounter), step, reason, cancellation);
    }

    // Not every server obeys stop texts, so what comes after the last number asked for is left out here as well.
    // A reply without any candidate counts as one record that went in and was dropped, so that the funnel shows it.
    private IReadOnlyList<string> Candidates(TaskListReply reply, ITaskContext context)
    {
        var wanted = Math.Max(1, parts.Options.TasksPerCall - 1 - reply.Parents.Count);
        var texts = reply.Outcome == ReplyOutcome.Answered ? InstructionList.Parse(reply.Text) : [];
        if (texts.Count > 0) return [.. texts.Take(wanted)];
        context.Tally.In(0, 0);
        context.Tally.Drop(Replies, reply.Outcome switch { ReplyOutcome.Refused => "refused", ReplyOutcome.CutShort => "cut-short", _ => "empty" }, 0);
        return texts;
    }
}
