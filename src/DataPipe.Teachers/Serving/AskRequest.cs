namespace DataPipe.Teachers.Serving;

/// <summary>A request for answers, in whatever protocol it came.</summary>
/// <param name="Model">The model asked for.</param>
/// <param name="Prompt">What is asked.</param>
/// <param name="Streams">Whether the answer is wanted as server-sent events.</param>
/// <param name="StreamsUsage">Whether the last event but one reports usage.</param>
internal sealed record AskRequest(string Model, Prompt Prompt, bool Streams, bool StreamsUsage);
