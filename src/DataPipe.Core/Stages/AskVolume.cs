namespace DataPipe.Core.Stages;

/// <summary>How much is asked.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="PromptBytes">Size of a prompt in bytes of UTF-8, the mean over the requests; null when nothing is known of it yet.</param>
/// <param name="Samples">Answers wanted from each.</param>
public sealed record AskVolume(long Requests, double? PromptBytes, int Samples);
