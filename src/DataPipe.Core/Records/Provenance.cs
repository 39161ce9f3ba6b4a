namespace DataPipe.Core.Records;

/// <summary>Where a generated record came from: which teacher made it, how, and out of what.</summary>
/// <param name="Generator">The recipe, such as <c>self-instruct</c>, or <c>human</c> for a written one.</param>
/// <param name="Teacher">Identity of the teacher (<c>provider/model</c>), or null where no model took part.</param>
/// <param name="Simulated">Whether the teacher was the simulated one: such records demonstrate and test, they teach nothing.</param>
/// <param name="Prompt">Name, version and hash of the prompt, or null.</param>
/// <param name="Parents">Ids of the records it was made from.</param>
public sealed record Provenance(string Generator, string? Teacher, bool Simulated, string? Prompt, IReadOnlyList<string> Parents)
{
    /// <summary>Written by people.</summary>
    public static Provenance Human(string generator) => new(generator, null, false, null, []);
}
