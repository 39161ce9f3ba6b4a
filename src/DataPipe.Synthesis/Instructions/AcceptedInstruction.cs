using System.Text.Json.Serialization;
using DataPipe.Synthesis.Asking;
using DataPipe.Teachers.Terms;

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
    string Id, string Text, int Round, double RougeLMax, string? Nearest, string Teacher, bool Simulated, IReadOnlyList<string> Parents)
{
    /// <summary>Its share of the call that wrote it.</summary>
    public CallTrace? Call { get; init; }

    /// <summary>The most restrictive use of its parents; null when people wrote them.</summary>
    public string? ParentsUse { get; init; }

    /// <summary>What it may be used for.</summary>
    [JsonIgnore]
    public string? Use => PermittedUse.MostRestrictive(ParentsUse, PermittedUse.OfRecord(Call?.Use, Teacher));
}
