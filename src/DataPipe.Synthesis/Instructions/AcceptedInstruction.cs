namespace DataPipe.Synthesis.Instructions;

/// <summary>A machine-written instruction that passed all filters, between the phases.</summary>
/// <param name="Id"><c>si-</c> and a hash of the text.</param>
/// <param name="Text">The instruction.</param>
/// <param name="Round">Round that accepted it, from 1.</param>
/// <param name="RougeLMax">Largest ROUGE-L F to the pool as it was then.</param>
/// <param name="Nearest">Id of the instruction that has it; null in an empty pool.</param>
/// <param name="Teacher">Who wrote it, <c>provider/model</c>.</param>
/// <param name="Simulated">Whether that teacher is simulated.</param>
/// <param name="Parents">Ids of the instructions it was written after.</param>
internal sealed record AcceptedInstruction(
    string Id, string Text, int Round, double RougeLMax, string? Nearest, string Teacher, bool Simulated, IReadOnlyList<string> Parents);
