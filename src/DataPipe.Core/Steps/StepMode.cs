namespace DataPipe.Core.Steps;

/// <summary>What a step that decides does with its verdict.</summary>
public enum StepMode
{
    /// <summary>Drops the records that it does not keep.</summary>
    Drop,

    /// <summary>Keeps every record and writes its verdict into a column, so that all later steps look at every record too.</summary>
    Mark,
}
