namespace DataPipe.Compression.Zstandard;

/// <summary>Makes the exception of malformed data.</summary>
internal static class Malformed
{
    /// <summary>The exception, with what is wrong.</summary>
    public static InvalidDataException Because(string problem) => new(problem);
}
