namespace DataPipe.Teachers.OpenAi;

/// <summary>A response body went beyond the largest size that is read.</summary>
internal sealed class ResponseTooLargeException(long maxBytes)
    : IOException($"The response is larger than {maxBytes} bytes.");
