using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Asking;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Has a slice of the accepted instructions carried out: classification or not, then instances, which become samples.</summary>
internal sealed class InstanceWriter(SelfInstructParts parts)
{
    private const string Step = "instances";

    public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation)
    {
        var options = parts.Options;
        var accepted = await InstructionPool.LoadAcceptedAsync(context, options.Rounds + 1, cancellation);
        var first = (int)Math.Min((long)task.Index * options.InstructionsPerTask, accepted.Count);
        var slice = accepted.GetRange(first, Math.Min(options.InstructionsPerTask, accepted.Count - first));
        if (slice.Count == 0) return;

        var teacher = NamedTeacher.Open(parts.Teachers, parts.Teacher, context.Warn);
        var classification = new ClassificationGenerator(parts.Classification, options);
        var inputFirst = new InstanceGenerator(parts.InputFirst, options, labelFirst: false);
        var outputFirst = new InstanceGenerator(parts.OutputFirst, options, labelFirst: true);
        await using var flow = new RecordFlow<Sample>(context, parts.Steps);
        var at = 0;
        await foreach (var (isClassification, kind, reply) in InOrder.WorkAsync(slice, teacher.MaxConcurrency, AskAsync, cancellation))
            await WriteAsync(slice[at++], isClassification ?? false, isClassification is null, [teacher.Trace(kind), teacher.Trace(reply)], reply);
        await flow.CommitAsync(cancellation);

        async Task<(bool? IsClassification, Reply Kind, Reply Instances)> AskAsync(AcceptedInstruction instruction, CancellationToken stop)
        {
            var kind = await teacher.AskAsync(classification.BuildPrompt(instruction.Text), stop);
            bool? isClassification = kind is Reply.Answered answered && classification.ParseReply(instruction.Text, answered) is [var yes] ? yes : null;
            var generator = isClassification == true ? outputFirst : inputFirst;
            return (isClassification, kind, await teacher.AskAsync(generator.BuildPrompt(instruction.Text), stop));
        }

        async ValueTask WriteAsync(AcceptedInstruction instruction, bool isClassification, bool unclear, CallTrace[] asked, Reply reply)
        {
            if (unclear) context.Warn("classification-unclear", $"instruction '{instruction.Id}': the teacher answered neither yes nor no; taken as no");
            var generator = isClassification ? outputFirst : inputFirst;
            var prompt = $"{parts.Tasks.Identity} {generator.PromptIdentity}";
            var answered = reply as Reply.Answered;
            var refused = answered is null || answered.Choices[0].Finish == FinishReason.Filtered;
            var instances = refused ? [] : generator.ParseReply(instruction.Text, answered!);
            CallTrace?[] calls = [instruction.Call, .. asked];
            if (instances.Count == 0)
            {
                var bare = GeneratedSample.Of(instruction, null, isClassification, prompt, calls).CountTokens(context.TokenCounter);
                await flow.DropAsync(bare, Step, refused ? InstanceFilter.Refused : InstanceFilter.NoInstance, cancellation);
            }

            var verdicts = InstanceFilter.Judge(instances, options.MaxInstances);
            for (var i = 0; i < instances.Count; i++)
            {
                CallTrace?[] shares = [.. calls.Select(c => c?.Share(i, instances.Count))];
                var sample = GeneratedSample.Of(instruction, instances[i], isClassification, prompt, shares).CountTokens(context.TokenCounter);
                if (verdicts[i].IsDrop) await flow.DropAsync(sample, Step, verdicts[i].Reason, cancellation);
                else await flow.OfferAsync(sample, cancellation);
            }
        }
    }
}
