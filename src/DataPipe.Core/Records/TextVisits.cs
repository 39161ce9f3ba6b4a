namespace DataPipe.Core.Records;

/// <summary>
/// Leads a visitor through all texts that people or models wrote in a record: the turns in their order, and then what stands beside them. Names, ids and where a record came from are none. A record of which no text changes
/// stays the same object, and nothing is allocated for it.
/// </summary>
public static class TextVisits
{
    /// <summary>Turns and reasonings; then instruction and input of the task, ground truth (of JSON its values) and citations.</summary>
    public static Sample Visit(this ITextVisitor visitor, Sample sample)
    {
        var messages = Messages(visitor, sample.Messages);
        var (instruction, input) = (visitor.Visit(sample.Task.Instruction, TextPlace.Aside), visitor.Visit(sample.Task.Input, TextPlace.Aside));
        var isSameTask = ReferenceEquals(instruction, sample.Task.Instruction) && ReferenceEquals(input, sample.Task.Input);
        var truth = sample.GroundTruth is { } written ? JsonTexts.Visit(visitor, written) : null;
        var citations = Each(sample.Citations, visitor, static (citation, v) => v.Visit(citation.Text, TextPlace.Aside) is var text && ReferenceEquals(text, citation.Text) ? citation : citation with { Text = text });
        if (isSameTask && ReferenceEquals(messages, sample.Messages) && ReferenceEquals(truth, sample.GroundTruth) && ReferenceEquals(citations, sample.Citations)) return sample;
        return sample with
        {
            Messages = messages,
            Task = isSameTask ? sample.Task : sample.Task with { Instruction = instruction, Input = input },
            GroundTruth = truth,
            Citations = citations,
        };
    }

    /// <summary>Turns and reasonings of the prompt, the chosen and the rejected answer; then what judges said of them.</summary>
    public static Preference Visit(this ITextVisitor visitor, Preference pair)
    {
        var (prompt, chosen, rejected) = (Messages(visitor, pair.Prompt), Messages(visitor, pair.Chosen), Messages(visitor, pair.Rejected));
        var verdicts = Each(pair.Verdicts, visitor, static (verdict, v) => v.Visit(verdict.Rationale, TextPlace.Aside) is var text && ReferenceEquals(text, verdict.Rationale) ? verdict : verdict with { Rationale = text });
        return ReferenceEquals(prompt, pair.Prompt) && ReferenceEquals(chosen, pair.Chosen) && ReferenceEquals(rejected, pair.Rejected) && ReferenceEquals(verdicts, pair.Verdicts)
            ? pair
            : pair with { Prompt = prompt, Chosen = chosen, Rejected = rejected, Verdicts = verdicts };
    }

    private static IReadOnlyList<ChatMessage> Messages(ITextVisitor visitor, IReadOnlyList<ChatMessage> messages) => Each(messages, visitor, static (message, v) =>
    {
        var reasoning = message.Reasoning is { } thought ? v.Visit(thought, TextPlace.Reasoning) : null;
        var content = v.Visit(message.Content, message.Role == "assistant" ? TextPlace.Answer : TextPlace.Question);
        return ReferenceEquals(content, message.Content) && ReferenceEquals(reasoning, message.Reasoning) ? message : message with { Content = content, Reasoning = reasoning };
    });

    // The very list where every item stays.
    private static IReadOnlyList<T> Each<T>(IReadOnlyList<T> items, ITextVisitor visitor, Func<T, ITextVisitor, T> visit) where T : class
    {
        T[]? changed = null;
        for (var i = 0; i < items.Count; i++)
        {
            var item = visit(items[i], visitor);
            if (changed is null && !ReferenceEquals(item, items[i]))
            {
                changed = new T[items.Count];
                for (var j = 0; j < i; j++) changed[j] = items[j];
            }

            if (changed is not null) changed[i] = item;
        }

        return changed ?? items;
    }
}
