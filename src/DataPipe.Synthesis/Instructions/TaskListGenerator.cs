using System.Globalization;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Prompts;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Asks for new instructions after the model of some: a numbered list with an open end.</summary>
internal sealed class TaskListGenerator(PromptTemplate template, SelfInstructOptions options) : IGenerator<InContext, string>
{
    public Prompt BuildPrompt(InContext seed)
    {
        var list = InstructionList.Write([.. seed.Examples.Select(e => e.Text)]);
        // The published stop text is the bare number, which also ends a reply inside of "2016."; a line begins with ours.
        var end = options.TasksPerCall.ToString(CultureInfo.InvariantCulture);
        return new Prompt
        {
            Messages = template.Fill("examples", list),
            Temperature = options.Temperature,
            TopP = options.TopP,
            PresencePenalty = options.PresencePenalty,
            MaxTokens = options.MaxTokens,
            Stop = options.StopAtBlankLine ? ["\n\n", $"\n{end}.", $"\n{end} ."] : [$"\n{end}.", $"\n{end} ."],
            Seed = seed.Seed,
        };
    }

    public IReadOnlyList<string> ParseReply(InContext seed, Reply.Answered reply) => InstructionList.Parse(reply.Choices[0].Text);
}
