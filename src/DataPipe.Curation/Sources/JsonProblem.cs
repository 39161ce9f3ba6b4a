using System.Text.Json;

namespace DataPipe.Curation.Sources;

/// <summary>What is wrong with a line of JSON, as a sentence without its end.</summary>
internal static class JsonProblem
{
    /// <summary>The framework adds line and byte of its own, counted within the line: they go.</summary>
    public static string Of(JsonException malformed)
    {
        var end = malformed.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? malformed.Message : malformed.Message[..end]).TrimEnd('.');
    }
}
