using DataPipe.Core.Stages;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Asks for new instructions: some requests of a round, all from the pool as the rounds before left it.</summary>
internal sealed class RoundAsker(SelfInstructParts parts)
{
    public async Task RunAsync(TaskSpec task, int round, ITaskContext context, CancellationToken cancellation)
    {
        var options = parts.Options;
        if (InstructionPool.IsFinishedBefore(round, context)) return;
        var pool = await InstructionPool.LoadAsync(task, round, context, cancellation);
        if (pool.Accepted.Count >= options.Instructions) return;

        var teacher = NamedTeacher.Open(parts.Teachers, parts.Teacher, context.Warn);
        var generator = new TaskListGenerator(parts.Tasks, options);
        List<InContext> shown = [];
        for (var request = task.Index * options.PromptsPerTask; request < Math.Min((task.Index + 1) * options.PromptsPerTask, options.PromptsPerRound); request++)
            shown.Add(InContext.Draw(pool, options, round, request, context.Seed));

        List<TaskListReply> replies = [];
        await foreach (var reply in InOrder.WorkAsync(shown, teacher.MaxConcurrency, (s, c) => teacher.AskAsync(generator.BuildPrompt(s), c), cancellation))
            replies.Add(TaskListReply.Of(reply, shown[replies.Count], teacher));
        await JsonLines.WriteAsync(context, SelfInstructStage.RepliesName, replies, InstructionRows.Default.TaskListReply, cancellation);
    }
}
