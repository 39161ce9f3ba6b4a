namespace DataPipe.Synthesis.Instructions;

/// <summary>An instruction of the pool.</summary>
/// <param name="Id">Id of the seed, or <c>si-</c> and a hash of the text.</param>
/// <param name="Text">The instruction.</param>
internal sealed record PoolEntry(string Id, string Text)
{
    /// <summary>What it may be used for; null when people wrote it.</summary>
    public string? Use { get; init; }
}
