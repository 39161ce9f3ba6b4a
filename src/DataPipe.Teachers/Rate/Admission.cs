namespace DataPipe.Teachers.Rate;

/// <summary>A request that was let go: what it was charged, to be corrected when its reply is there.</summary>
internal sealed class Admission
{
    public required Lane Lane { get; init; }

    public required RequestSize Size { get; init; }

    /// <summary>Ticks of the queue's clock.</summary>
    public required long StartedAt { get; init; }

    public required double Input { get; init; }

    public required double Output { get; init; }

    /// <summary>What was ever taken of each pace, this request included: requests, tokens, input tokens, output tokens.</summary>
    public required (double Requests, double Tokens, double Input, double Output) Marks { get; init; }
}
