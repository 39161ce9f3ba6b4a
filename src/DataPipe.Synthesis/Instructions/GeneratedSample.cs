using DataPipe.Core.Records;
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
    public static Sample Of(AcceptedInstruction instruction, Instance? instance, bool isClassification, string prompt) => new(
        instance is null ? instruction.Id : $"{instruction.Id}/{RecordIds.Hash(instance.Input, instance.Output)}",
        SampleMessages.Of(instruction.Text, instance?.Input ?? "", instance?.Output ?? ""),
        new TaskLabel(Generator, instruction.Text, instance?.Input ?? "", isClassification, instruction.Round),
        new Provenance(Generator, instruction.Teacher, instruction.Simulated, prompt, instruction.Parents))
    {
        Notes = new Notes([NoteValue.Of(instruction.RougeLMax), NoteValue.Of(instruction.Nearest)]),
    };
}
