namespace DataPipe.Teachers;

/// <summary>A request was cancelled before anything of it went out, so that it cannot have cost anything.</summary>
public sealed class NotSentException(CancellationToken cancellation) : OperationCanceledException("The request was cancelled before it was sent.", cancellation);
