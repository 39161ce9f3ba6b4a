namespace DataPipe.Teachers.Batches;

/// <summary>What all batches of one teacher share in a process.</summary>
/// <param name="Board">Is told how far they are.</param>
/// <param name="Queue">The room in the provider's queue.</param>
/// <param name="Reached">Hears of each step, and may end the work there as a crash would.</param>
internal sealed record BatchShare(BatchBoard Board, ProviderQueue Queue, Action<string> Reached);
