namespace DataPipe.Teachers.Budget;

/// <summary>Requests of one size that are going to be made.</summary>
/// <param name="Requests">How many.</param>
/// <param name="PromptBytes">Mean size of a prompt in bytes of UTF-8.</param>
/// <param name="MaxPromptBytes">Largest size of a prompt in bytes of UTF-8.</param>
/// <param name="MessagesPerPrompt">Messages of a prompt.</param>
/// <param name="Samples">Answers wanted from each.</param>
/// <param name="MaxTokens">Longest answer in tokens; null for the model's own limit.</param>
public sealed record RequestGroup(long Requests, double PromptBytes, long MaxPromptBytes, int MessagesPerPrompt, int Samples, int? MaxTokens);
