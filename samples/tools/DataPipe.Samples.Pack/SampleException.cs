namespace DataPipe.Samples.Pack;

/// <summary>A mistake in the sources of the samples; the message names the file and the remedy.</summary>
public sealed class SampleException(string message) : Exception(message);
