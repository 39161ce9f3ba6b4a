using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using DataPipe.Core.Records;
using DataPipe.Curation.Filters;
using DataPipe.Testing;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Filters;

/// <summary>Our decisions beside those of datatrove 0.10 on 4,000 documents.</summary>
public class FilterParityTests(ITestOutputHelper output)
{
    private static readonly (string Reference, string Step, object Options)[] Filters =
    [
        ("gopher_rep", "gopher-repetition", new GopherRepetitionOptions()),
        ("gopher_qual", "gopher-quality", new GopherQualityOptions()),
        ("c4", "c4", new C4QualityOptions()),
        ("c4_nopunct", "c4", new C4QualityOptions { RequireTerminalPunctuation = false }),
        ("c4_paragraph", "c4-paragraph", new C4ParagraphOptions()),
        ("fineweb", "fineweb-quality", new FineWebQualityOptions()),
    ];

    [Fact]
    public void Decisions_agree_with_datatrove()
    {
        if (Checkout.FindShared("parity/filter-corpus.jsonl.gz") is not { } corpus || Checkout.FindShared("parity/filter-decisions.jsonl.gz") is not { } decisions)
        {
            output.WriteLine("skipped: ../shared/data/parity is not there");
            return;
        }

        var texts = Rows(corpus).ToDictionary(row => row.GetProperty("id").GetString()!, row => row.GetProperty("text").GetString()!);
        var rows = Rows(decisions).ToList();
        foreach (var (reference, step, options) in Filters)
        {
            int same = 0, sameText = 0, bothText = 0;
            Dictionary<string, int> pairs = [];
            foreach (var row in rows)
            {
                var (verdict, document) = Steps.Run(step, options, new Document("id", Utf8Text.From(texts[row.GetProperty("id").GetString()!]), "parity"));
                var theirs = row.GetProperty(reference);
                var keeps = theirs.GetProperty("keep").GetBoolean();
                if (keeps == !verdict.IsDrop) same++;
                var pair = $"{(keeps ? "keep" : theirs.GetProperty("reason").GetString())} / {(verdict.IsDrop ? verdict.Reason.Name : "keep")}";
                pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
                if (!keeps || verdict.IsDrop || !theirs.TryGetProperty("text_md5", out var md5)) continue;
                bothText++;
#pragma warning disable CA5351 // a checksum of the reference, no secret
                if (Convert.ToHexStringLower(MD5.HashData(document.Text.Span)) == md5.GetString()) sameText++;
#pragma warning restore CA5351
            }

            output.WriteLine($"{reference,-14} keep/drop {100.0 * same / rows.Count:0.000} %, text {sameText} of {bothText}");
            foreach (var pair in pairs.OrderByDescending(p => p.Value)) output.WriteLine($"    {pair.Value,5} {pair.Key}");
            Assert.Equal(rows.Count, same);
            Assert.Equal(bothText, sameText);
            // One of our reasons for each of theirs.
            Assert.Equal(pairs.Count, pairs.Keys.Select(p => p.Split(" / ")[0]).Distinct().Count());
            Assert.Equal(pairs.Count, pairs.Keys.Select(p => p.Split(" / ")[1]).Distinct().Count());
        }
    }

    private static IEnumerable<JsonElement> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            yield return row.RootElement.Clone();
        }
    }
}
