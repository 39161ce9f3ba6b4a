using DataPipe.Execution.Pipelines;

namespace DataPipe.Execution.Runs;

/// <summary>What a run would do with a stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="State">How far it is.</param>
/// <param name="Why">The state in words.</param>
/// <param name="Phases">Its phases, or null while its inputs are not made.</param>
/// <param name="Receipt">The receipt of its dataset when it is done.</param>
public sealed record StagePlan(BoundStage Stage, StageState State, string Why, IReadOnlyList<PhasePlan>? Phases, DatasetReceipt? Receipt);
