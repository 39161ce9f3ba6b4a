using System.Text;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Prompts;

namespace DataPipe.Synthesis.Instructions;

/// <summary>What a whole run of Self-Instruct asks: lists of tasks round by round, then for each accepted instruction its kind and its instances.</summary>
internal sealed class InstructionAsks(SelfInstructParts parts)
{
    // Ours: about half of what is proposed is new and fit, and an instruction has some twenty words.
    private const double KeptFraction = 0.5;
    private const double UsualInstructionBytes = 120;

    // Self-Instruct, table 1: an instruction has 15.9 words, an output 18.9, an input 12.7 where there is one, which of half the instances is so; 1.57 instances come of an instruction.
    // A word is about 4/3 tokens; a number in a list takes three, the marks around input and output six.
    private const double TokensPerWord = 4 / 3.0;
    private const double UsualInstructionTokens = (15.9 * TokensPerWord) + 3;
    private const double UsualInstancesTokens = 1.57 * (((18.9 + (0.5 * 12.7)) * TokensPerWord) + 6);

    // Of its 52,445 instructions 11,584 are classification.
    private const double ClassificationFraction = 0.22;

    // "12. " before an instruction and the line break behind it; numbers of a list have at most four digits.
    private const int NumberBytes = 7;

    /// <summary>The requests; the prompts of the task lists are bounded only when the seeds are there.</summary>
    public async Task<IReadOnlyList<AskPlan>> OfAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation)
    {
        var options = parts.Options;
        var shown = options.HumanExamples + options.MachineExamples;
        var longest = LongestInstructionBytes(options);
        var (seedsMean, seedsLargest) = inputs is null ? (UsualInstructionBytes, (double?)null) : await SeedsAsync(inputs, records, shown, cancellation);
        var usualList = (options.HumanExamples * seedsMean) + (options.MachineExamples * UsualInstructionBytes) + ((shown + 1) * NumberBytes);
        // Machine-written seeds stand among the largest seeds; what the rounds add can take the places of machine-written examples alone.
        var largestList = seedsLargest + (options.MachineExamples * longest) + ((shown + 1) * NumberBytes);

        long requests = (long)options.Rounds * options.PromptsPerRound;
        var perRound = options.PromptsPerRound * Math.Max(1, options.TasksPerCall - 1 - shown) * KeptFraction;
        var rounds = Math.Min(options.Rounds, (long)Math.Ceiling(options.Instructions / perRound));
        return
        [
            new AskPlan(
                parts.Teacher.Name, "task lists",
                new AskVolume(rounds * options.PromptsPerRound, parts.Tasks.SizeBytes("examples", usualList), 1),
                new AskVolume(requests, largestList is { } list ? parts.Tasks.SizeBytes("examples", list) : null, 1),
                options.MaxTokens, parts.Tasks.MessageCount) { UsualTokens = Math.Max(1, options.TasksPerCall - 1 - shown) * UsualInstructionTokens },
            PerInstruction("kinds", [(parts.Classification, 1)], longest, options.ClassificationMaxTokens, 1),
            PerInstruction(
                "instances", [(parts.InputFirst, 1 - ClassificationFraction), (parts.OutputFirst, ClassificationFraction)], longest,
                Math.Max(options.InputFirstMaxTokens, options.OutputFirstMaxTokens), UsualInstancesTokens),
        ];
    }

    private AskPlan PerInstruction(string what, (PromptTemplate Template, double Share)[] templates, double longestBytes, int maxTokens, double usualTokens)
    {
        return new AskPlan(
            parts.Teacher.Name, what,
            new AskVolume(parts.Options.Instructions, templates.Sum(t => t.Share * Size(t.Template, UsualInstructionBytes)), 1),
            new AskVolume(parts.Options.Instructions, templates.Max(t => Size(t.Template, longestBytes)), 1),
            maxTokens, templates.Max(t => t.Template.MessageCount)) { UsualTokens = usualTokens };

        static double Size(PromptTemplate template, double instructionBytes) => template.SizeBytes("instruction", instructionBytes);
    }

    // Of an accepted instruction: the filter bounds its characters, and the reply that it came in bounds its tokens.
    private static double LongestInstructionBytes(SelfInstructOptions options) =>
        Math.Min((double)InstructionFilter.MaxChars(options) * TextSize.MaxBytesPerChar, options.MaxTokens * TextSize.MaxBytesPerToken);

    // The mean size of a seed, and the sizes of as many of the largest as a request shows.
    private static async Task<(double MeanBytes, double? LargestBytes)> SeedsAsync(
        IReadOnlyList<StageInput> inputs, IInputRecords records, int shown, CancellationToken cancellation)
    {
        var (largest, bytes, count) = (new PriorityQueue<int, int>(), 0L, 0L);
        for (var dataset = 0; dataset < inputs.Count; dataset++)
        {
            foreach (var shard in inputs[dataset].Shards)
            {
                await foreach (var batch in records.ReadAsync<Sample>(new TaskInput(dataset, shard), cancellation))
                {
                    for (var i = 0; i < batch.Count; i++)
                    {
                        var size = Encoding.UTF8.GetByteCount(InstructionPool.TextOf(batch[i]));
                        (bytes, count) = (bytes + size, count + 1);
                        largest.Enqueue(size, size);
                        if (largest.Count > shown) largest.Dequeue();
                    }
                }
            }
        }

        return (count == 0 ? 0 : (double)bytes / count, largest.UnorderedItems.Sum(item => (double)item.Element));
    }
}
