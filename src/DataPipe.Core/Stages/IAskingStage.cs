namespace DataPipe.Core.Stages;

/// <summary>A stage that asks teachers, and can say how much before it runs.</summary>
public interface IAskingStage : IStage
{
    /// <summary>All that a whole run of the stage asks, one line a teacher and kind of request; asks nobody.</summary>
    /// <param name="inputs">The datasets it reads; null while one is neither made nor can be looked at before, and what depends on their records is unknown.</param>
    /// <param name="records">Reads their records.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="Faults.FaultException">A shard is damaged.</exception>
    Task<IReadOnlyList<AskPlan>> AsksAsync(IReadOnlyList<StageInput>? inputs, IInputRecords records, CancellationToken cancellation);
}
