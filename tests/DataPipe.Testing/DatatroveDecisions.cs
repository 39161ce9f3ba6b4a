using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Testing;

/// <summary>Decisions of filters in the form and the words in which datatrove's are written down: one JSON object a document, and in it for each filter whether it keeps the document, why not, and the md5 of the text where it rewrites it.</summary>
public static class DatatroveDecisions
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["too-few-paragraphs"] = "< 3 paragraphs",
        ["short-doc"] = "gopher_short_doc", ["long-doc"] = "gopher_long_doc", ["below-mean-word-length"] = "gopher_below_avg_threshold", ["above-mean-word-length"] = "gopher_above_avg_threshold",
        ["too-many-hashes"] = "gopher_too_many_hashes", ["too-many-ellipses"] = "gopher_too_many_ellipsis", ["too-many-bullets"] = "gopher_too_many_bullets",
        ["too-many-end-ellipses"] = "gopher_too_many_end_ellipsis", ["below-alphabetic-fraction"] = "gopher_below_alpha_threshold", ["too-few-stop-words"] = "gopher_enough_stop_words",
    };

    /// <summary>A drop reason of ours in datatrove's words.</summary>
    public static string Reason(string ours)
    {
        if (Reasons.TryGetValue(ours, out var theirs)) return theirs;
        return ours.StartsWith("dup-", StringComparison.Ordinal) && ours.EndsWith("-gram", StringComparison.Ordinal) ? $"duplicated_{ours[4..^5]}_n_grams" : ours.Replace('-', '_');
    }

    /// <summary>Judges every document of a file of JSON lines with id and text; one line of decisions each.</summary>
    /// <param name="corpus">The file, plain or gzip.</param>
    /// <param name="filters">By the reference's name: a chain of steps, and whether it rewrites texts.</param>
    public static IEnumerable<JsonObject> Of(string corpus, IReadOnlyDictionary<string, (Chain<Document> Chain, bool Rewrites)> filters)
    {
        using Stream stream = File.OpenRead(corpus);
        using var reader = new StreamReader(corpus.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            var document = new Document(row.RootElement.GetProperty("id").GetString()!, Utf8Text.From(row.RootElement.GetProperty("text").GetString()!), "parity");
            var decisions = new JsonObject { ["id"] = document.Id };
            foreach (var (name, (chain, rewrites)) in filters) decisions[name] = Decide(document, chain, rewrites);
            yield return decisions;
        }
    }

    private static JsonObject Decide(Document document, Chain<Document> chain, bool rewrites)
    {
        var record = document;
        var verdict = chain.Run(ref record, out _);
        var decision = new JsonObject { ["keep"] = !verdict.IsDrop, ["reason"] = verdict.IsDrop ? Reason(verdict.Reason.Name) : null };
#pragma warning disable CA5351 // a checksum of the reference, no secret
        if (rewrites) decision["text_md5"] = verdict.IsDrop ? null : Convert.ToHexStringLower(MD5.HashData(record.Text.Span));
#pragma warning restore CA5351
        return decision;
    }
}
