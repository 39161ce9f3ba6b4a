namespace DataPipe.Teachers.Simulated;

/// <summary>One kind of request the simulated teacher knows by its structure, and how it answers it.</summary>
internal interface IAnswerShape
{
    /// <summary>The answer, or null when the request has another shape.</summary>
    string? TryAnswer(Asked asked);
}
