using System.IO.Compression;
using System.Text.Json;
using DataPipe.Testing;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Filters.References;

/// <summary>Real-looking documents, where they are there.</summary>
internal static class SharedTexts
{
    /// <summary>The 4,000 documents that filters are compared on; none, and a line that says so, where they are not there.</summary>
    internal static IReadOnlyList<string> Parity(ITestOutputHelper output)
    {
        if (Checkout.FindShared("parity/filter-corpus.jsonl.gz") is not { } corpus)
        {
            output.WriteLine("skipped: ../shared/data/parity is not there");
            return [];
        }

        List<string> texts = [];
        using var reader = new StreamReader(new GZipStream(File.OpenRead(corpus), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            texts.Add(row.RootElement.GetProperty("text").GetString()!);
        }

        return texts;
    }
}
