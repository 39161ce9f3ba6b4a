using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataPipe.Samples.Pack;

/// <summary>Reads the lists of sources and the sources themselves, strictly.</summary>
internal static class SourceIndex
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The entries of a JSON list. Throws <see cref="SampleException"/> for an unknown or missing field, and for an empty list.</summary>
    public static IReadOnlyList<T> Read<T>(string path)
    {
        try
        {
            var entries = JsonSerializer.Deserialize<List<T>>(File.ReadAllText(path, StrictUtf8), Options);
            return entries is { Count: > 0 } ? entries : throw new SampleException($"{path}: the list is empty.");
        }
        catch (JsonException problem)
        {
            throw new SampleException($"{path}: {problem.Message}");
        }
    }

    /// <summary>A source text with line feeds only. Throws <see cref="SampleException"/> if it is missing or not UTF-8.</summary>
    public static string ReadText(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) throw new SampleException($"{path}: named in the index, but there is no such file.");
        try
        {
            return File.ReadAllText(path, StrictUtf8).ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException)
        {
            throw new SampleException($"{path}: sources are UTF-8, and this one is not; the index says in which charset to write it.");
        }
    }
}
