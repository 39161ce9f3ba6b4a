using DataPipe.Core.Records;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.Recipes;

/// <summary>Samples as recipes make them; who made them is filled in by the stage.</summary>
internal static class RecipeSample
{
    /// <summary>A sample of an instruction, its input and its answer; the id is the prefix and a hash of what makes it.</summary>
    /// <param name="prefix">Beginning of the id, without the hyphen.</param>
    /// <param name="task">What it is an example of.</param>
    /// <param name="answer">The answer; empty when there is none.</param>
    /// <param name="prompt">Identities of the prompts.</param>
    /// <param name="parents">What it was made from.</param>
    public static Sample Of(string prefix, TaskLabel task, string answer, string prompt, IReadOnlyList<Sample> parents) => new(
        $"{prefix}-{RecordIds.Hash([task.Instruction, task.Input, answer, .. parents.Select(p => p.Id)])}",
        SampleMessages.Of(task.Instruction, task.Input, answer),
        task,
        Made(prompt, parents));

    /// <summary>Provenance as far as a recipe knows it.</summary>
    public static Provenance Made(string prompt, IReadOnlyList<Sample> parents) =>
        new("", null, false, prompt, [.. parents.Select(p => p.Id)]) { Use = Draw.UseOf(parents) };
}
