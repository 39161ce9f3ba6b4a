using System.IO.Compression;
using System.Text.Json;

namespace DataPipe.Text.Tests;

/// <summary>Real data beside the checkout, when it is there.</summary>
internal static class SharedData
{
    /// <summary>The path of a file under ../shared/data, or null when there is none.</summary>
    internal static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", relative);
            if (File.Exists(path)) return path;
        }
        return null;
    }

    /// <summary>The rows of a gzipped JSONL file.</summary>
    internal static IEnumerable<JsonElement> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    private static readonly Lazy<IReadOnlyList<(string Id, byte[] Text, JsonElement Decisions)>?> ParityRows = new(ReadParity);

    /// <summary>The parity corpus as (id, text, decisions), or null when it is not there.</summary>
    internal static IReadOnlyList<(string Id, byte[] Text, JsonElement Decisions)>? Parity() => ParityRows.Value;

    private static IReadOnlyList<(string Id, byte[] Text, JsonElement Decisions)>? ReadParity()
    {
        if (Find("parity/filter-corpus.jsonl.gz") is not { } corpus || Find("parity/filter-decisions.jsonl.gz") is not { } rows) return null;
        var texts = Rows(corpus).ToDictionary(row => row.GetProperty("id").GetString()!, row => System.Text.Encoding.UTF8.GetBytes(row.GetProperty("text").GetString()!));
        return [.. Rows(rows).Select(row => (row.GetProperty("id").GetString()!, texts[row.GetProperty("id").GetString()!], row))];
    }
}
