using System.IO.Compression;
using System.Text.Json;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Filters;
using DataPipe.Curation.Filters.C4;
using DataPipe.Curation.Filters.FineWeb;
using DataPipe.Curation.Filters.Gopher;
using DataPipe.Testing;
using DataPipe.Text.Words;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Filters;

/// <summary>Our decisions beside those of datatrove 0.10 on 4,000 documents, with its present words (spaCy's) and its former ones (NLTK's).</summary>
public class FilterParityTests(ITestOutputHelper output)
{
    private static readonly string[] Names = ["gopher_rep", "gopher_qual", "c4", "c4_nopunct", "c4_paragraph", "fineweb", "fineweb_chain"];

    [Theory]
    [InlineData("parity/filter-decisions.jsonl.gz", WordRule.English, 1.0)]
    [InlineData("parity/filter-decisions-nltk.jsonl.gz", WordRule.Treebank, 0.997)]
    public void Decisions_and_reasons_agree_with_datatrove(string reference, WordRule words, double least)
    {
        if (Checkout.FindShared("parity/filter-corpus.jsonl.gz") is not { } corpus || Checkout.FindShared(reference) is not { } decisions)
        {
            output.WriteLine("skipped: ../shared/data/parity is not there");
            return;
        }

        var ours = DatatroveDecisions.Of(corpus, Filters(words)).ToDictionary(d => d["id"]!.GetValue<string>());
        Dictionary<string, (int Documents, int Keep, int Reason, int Texts, int SameText)> counts = [];
        foreach (var row in Rows(decisions))
            foreach (var name in Names)
            {
                if (!row.TryGetProperty(name, out var theirs)) continue;
                var mine = ours[row.GetProperty("id").GetString()!][name]!;
                var count = counts.GetValueOrDefault(name);
                var sameKeep = theirs.GetProperty("keep").GetBoolean() == mine["keep"]!.GetValue<bool>();
                var sameReason = sameKeep && Text(theirs, "reason") == mine["reason"]?.GetValue<string>();
                var (theirText, myText) = (Text(theirs, "text_md5"), mine["text_md5"]?.GetValue<string>());
                var both = theirText is not null && myText is not null;
                counts[name] = (count.Documents + 1, count.Keep + (sameKeep ? 1 : 0), count.Reason + (sameReason ? 1 : 0), count.Texts + (both ? 1 : 0), count.SameText + (both && theirText == myText ? 1 : 0));
            }

        Assert.Equal(words == WordRule.English ? 7 : 6, counts.Count);
        foreach (var (name, count) in counts)
        {
            output.WriteLine($"{name,-14} {count.Documents} documents, keep or drop {(double)count.Keep / count.Documents:P3}, with the reason {(double)count.Reason / count.Documents:P3}, text {count.SameText} of {count.Texts}");
            Assert.True(count.Reason >= least * count.Documents, name);
            Assert.Equal(count.Texts, count.SameText);
        }
    }

    private static Dictionary<string, (Chain<Document> Chain, bool Rewrites)> Filters(WordRule words)
    {
        var repetition = ("gopher-repetition", (object)new GopherRepetitionOptions { Words = words });
        var quality = ("gopher-quality", (object)new GopherQualityOptions { Words = words });
        var c4 = ("c4", (object)new C4QualityOptions { Words = words, RequireTerminalPunctuation = false });
        var fineWeb = ("fineweb-quality", (object)new FineWebQualityOptions { Words = words });
        return new()
        {
            ["gopher_rep"] = (Chain(repetition), false),
            ["gopher_qual"] = (Chain(quality), false),
            ["c4"] = (Chain(("c4", new C4QualityOptions { Words = words })), true),
            ["c4_nopunct"] = (Chain(c4), true),
            ["c4_paragraph"] = (Chain(("c4-paragraph", new C4ParagraphOptions())), false),
            ["fineweb"] = (Chain(fineWeb), false),
            ["fineweb_chain"] = (Chain(repetition, quality, c4, fineWeb), false),
        };
    }

    private static Chain<Document> Chain(params (string Step, object Options)[] steps)
    {
        var faults = new FaultList();
        var chain = ChainPlan.Build(DatasetSchema.Of(RecordType.Document), [.. steps.Select(s => new StepUse(Steps.Entry(s.Step), s.Options, null))], faults).Create<Document>();
        faults.ThrowIfAny();
        return chain;
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

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
