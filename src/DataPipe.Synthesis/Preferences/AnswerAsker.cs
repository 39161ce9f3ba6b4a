using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Files;
using DataPipe.Teachers;
using DataPipe.Teachers.Terms;

namespace DataPipe.Synthesis.Preferences;

/// <summary>Has a slice of the prompts answered, several times each.</summary>
internal sealed class AnswerAsker(PreferenceParts parts)
{
    public async Task RunAsync(TaskSpec task, long from, ITaskContext context, CancellationToken cancellation)
    {
        var options = parts.Options;
        NamedTeacher[] teachers = [.. parts.Teachers.Select(use => NamedTeacher.Open(parts.Source, use, context.Warn))];
        var prompts = await ReadAsync(task, from, context, cancellation);

        List<(AnsweredPrompt Prompt, int Teacher, int Count)> requests = [];
        foreach (var prompt in prompts)
        {
            for (var i = 0; i < teachers.Length && prompt.Prompt.Count > 0; i++)
            {
                var count = options.AnswersOf(i);
                if (count > 0) requests.Add((prompt, i, count));
            }
        }

        var answers = prompts.ToDictionary(p => p.SampleId, _ => new List<Answer>(), StringComparer.Ordinal);
        var at = 0;
        await foreach (var some in InOrder.WorkAsync(requests, teachers.Sum(t => t.MaxConcurrency), AskAsync, cancellation))
            answers[requests[at++].Prompt.SampleId].AddRange(some);
        await JsonLines.WriteAsync(
            context, PreferencesStage.AnswersName, [.. prompts.Select(p => p with { Answers = answers[p.SampleId] })], PreferenceRows.Default.AnsweredPrompt, cancellation);

        // Some servers give one answer however many are asked for, so the rest is asked again, with other seeds.
        async Task<List<Answer>> AskAsync((AnsweredPrompt Prompt, int Teacher, int Count) request, CancellationToken stop)
        {
            var teacher = teachers[request.Teacher];
            var hash = Conversation.HashOf(request.Prompt.Prompt);
            List<Answer> some = [];
            while (some.Count < request.Count)
            {
                var reply = await teacher.AskAsync(
                    new Prompt
                    {
                        Messages = Conversation.Messages(request.Prompt.Prompt, parts.Answer),
                        Temperature = options.AnswerTemperature,
                        MaxTokens = options.AnswerMaxTokens,
                        Samples = request.Count - some.Count,
                        Seed = (long)(Chance.Bits($"{hash}/{request.Teacher}/{some.Count}", context.Seed) >> 33),
                    },
                    stop);
                if (reply is not Reply.Answered answered)
                {
                    some.Add(new Answer(teacher.Identity, teacher.Simulated, AnswerState.Refused, "", hash) { Call = teacher.Trace(reply) });
                    break;
                }

                var call = teacher.Trace(answered);
                for (var i = 0; i < answered.Choices.Count && some.Count < request.Count; i++)
                    some.Add(Answer.Of(answered.Choices[i], teacher.Identity, teacher.Simulated, hash) with { Call = call });
            }

            return some;
        }
    }

    private async Task<List<AnsweredPrompt>> ReadAsync(TaskSpec task, long from, ITaskContext context, CancellationToken cancellation)
    {
        List<AnsweredPrompt> prompts = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        long row = 0;
        await foreach (var batch in context.ReadAsync<Sample>(task.Inputs[0], cancellation))
        {
            for (var i = 0; i < batch.Count; i++, row++)
            {
                if (row < from || row >= from + parts.Options.PromptsPerTask) continue;
                var sample = batch[i];
                var use = PermittedUse.OfRecord(sample.Provenance.Use, sample.Provenance.Teacher);
                if (ids.Add(sample.Id)) prompts.Add(new AnsweredPrompt(sample.Id, Conversation.PromptOf(sample), []) { Use = use });
                else context.Warn("duplicate-id", $"sample '{sample.Id}' came before, so this one is passed over");
            }

            if (row >= from + parts.Options.PromptsPerTask) break;
        }

        return prompts;
    }
}
