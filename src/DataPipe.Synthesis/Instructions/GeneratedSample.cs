using DataPipe.Core.Records;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Instructions;

/// <summary>Samples from what Self-Instruct made.</summary>
internal static class GeneratedSample
{
    /// <summary>Name of the recipe in provenance.</summary>
    public const string Generator = "self-instruct";

    /// <summary>Identity of a generated instruction; the ids of its samples begin with it.</summary>
    public static string InstructionId(string text) => "si-" + RecordIds.Hash(text);

    /// <summary>A sample of one instruction, with its instance when it has one.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="isClassification">Whether it has a finite set of labels.</param>
    /// <param name="prompt">Identities of the prompts.</param>
    /// <param name="calls">The calls that made it, or its shares of them; the last one that answered names the model.</param>
    public static Sample Of(AcceptedInstruction instruction, Instance? instance, bool isClassification, string prompt, IReadOnlyList<CallTrace?> calls) => new(
        instance is null ? instruction.Id : $"{instruction.Id}/{RecordIds.Hash(instance.Input, instance.Output)}",
        SampleMessages.Of(instruction.Text, instance?.Input ?? "", instance?.Output ?? ""),
        new TaskLabel(Generator, instruction.Text, instance?.Input ?? "", isClassification, instruction.Round),
        CallTrace.On(
            new Provenance(Generator, instruction.Teacher, instruction.Simulated, prompt, instruction.Parents) { Model = calls.LastOrDefault(c => c?.Model is not null)?.Model },
            calls,
            instruction.ParentsUse))
    {
        Notes = new Notes([NoteValue.Of(instruction.RougeLMax), NoteValue.Of(instruction.Nearest)]),
    };
}
