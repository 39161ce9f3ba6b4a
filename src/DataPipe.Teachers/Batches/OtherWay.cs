namespace DataPipe.Teachers.Batches;

/// <summary>How a request goes on that a batch gave no reply to.</summary>
internal enum OtherWay
{
    /// <summary>One by one.</summary>
    Online,

    /// <summary>By another batch, or as the time allows.</summary>
    Again,
}
