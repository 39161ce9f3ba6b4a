namespace DataPipe.Teachers.Batches;

/// <summary>By which way many prompts are asked.</summary>
public enum BatchMode
{
    /// <summary>By batch: cheapest, within a day.</summary>
    Batch,

    /// <summary>One by one: at once, at full price.</summary>
    Online,

    /// <summary>By batch for as long as the deadline allows, the rest one by one.</summary>
    Both,
}
