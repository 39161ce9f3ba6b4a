namespace DataPipe.Core.Stages;

/// <summary>A stage that has something to say before it runs: what its options come to.</summary>
public interface IExplainedStage : IStage
{
    /// <summary>Lines for people; columns in them are aligned with blanks.</summary>
    IReadOnlyList<string> Explanation { get; }
}
