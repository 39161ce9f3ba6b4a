using System.Globalization;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Prompts;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Asks for instances of an instruction: input before output, or for a classification label before input.</summary>
internal sealed class InstanceGenerator(PromptTemplate template, SelfInstructOptions options, bool labelFirst) : IGenerator<string, Instance>
{
    public string PromptIdentity => template.Identity;

    public Prompt BuildPrompt(string seed) => new()
    {
        Messages = template.Fill("instruction", InstructionList.Collapse(seed)),
        Temperature = options.InstanceTemperature,
        PresencePenalty = options.InstancePresencePenalty,
        MaxTokens = labelFirst ? options.OutputFirstMaxTokens : options.InputFirstMaxTokens,
        Stop = [string.Create(CultureInfo.InvariantCulture, $"Example {options.MaxInstances + 1}"), "Task:"],
    };

    public IReadOnlyList<Instance> ParseReply(string seed, Reply.Answered reply)
    {
        var answer = reply.Choices[0];
        return labelFirst ? InstanceParser.OutputFirst(answer.Text, answer.IsCutShort) : InstanceParser.InputFirst(answer.Text, answer.IsCutShort);
    }
}
