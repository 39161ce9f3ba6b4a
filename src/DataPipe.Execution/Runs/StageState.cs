namespace DataPipe.Execution.Runs;

/// <summary>How far a stage is.</summary>
public enum StageState
{
    /// <summary>Its dataset is complete and current.</summary>
    Done,

    /// <summary>Nothing of it is there.</summary>
    New,

    /// <summary>Some of its tasks are done.</summary>
    Started,

    /// <summary>Its dataset is of other options, steps or inputs and will be made anew.</summary>
    Changed,
}
