namespace DataPipe.Teachers.Serving;

/// <summary>Answers that are to be written in some protocol.</summary>
/// <param name="Id">The response's id.</param>
/// <param name="Created">When it was made, seconds since 1970.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="Choices">The answers.</param>
/// <param name="Refusal">Why there is none, or null.</param>
/// <param name="Usage">What it cost to make.</param>
internal sealed record AskResponse(string Id, long Created, string Model, IReadOnlyList<Choice> Choices, string? Refusal, Usage Usage)
{
    /// <summary>Whether every answer is whole.</summary>
    public bool IsUsable => Refusal is null && Choices.All(static choice => choice.Finish is FinishReason.Stop or FinishReason.ToolCalls);
}
