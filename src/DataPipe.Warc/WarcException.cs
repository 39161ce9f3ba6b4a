namespace DataPipe.Warc;

/// <summary>The input is not a WARC file at all; its message names the input and says what it seems to be.</summary>
public sealed class WarcException(string message) : Exception(message);
