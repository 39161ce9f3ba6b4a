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

namespace DataPipe.Curation.Benchmarks;

/// <summary>Writes what our filters decide on a corpus, one line of JSON a document, in the form of datatrove's decisions that they are compared with.</summary>
internal static class FilterDecisions
{
    /// <summary>Names of the filters as the reference has them, and their steps with the words of a rule.</summary>
    internal static Dictionary<string, (Chain<Document> Chain, bool Rewrites)> Filters(WordRule words)
    {
        var repetition = Use("gopher-repetition", new GopherRepetitionOptions { Words = words });
        var quality = Use("gopher-quality", new GopherQualityOptions { Words = words });
        var c4 = Use("c4", new C4QualityOptions { Words = words, RequireTerminalPunctuation = false });
        var fineWeb = Use("fineweb-quality", new FineWebQualityOptions { Words = words });
        return new()
        {
            ["gopher_rep"] = (Chain(repetition), false),
            ["gopher_qual"] = (Chain(quality), false),
            ["c4"] = (Chain(Use("c4", new C4QualityOptions { Words = words })), true),
            ["c4_nopunct"] = (Chain(c4), true),
            ["c4_paragraph"] = (Chain(Use("c4-paragraph", new C4ParagraphOptions())), false),
            ["fineweb"] = (Chain(fineWeb), false),
            ["fineweb_chain"] = (Chain(repetition, quality, c4, fineWeb), false),
        };
    }

    internal static void Write(string corpus, string output, string words)
    {
        using var lines = new StreamWriter(output);
        foreach (var decisions in DatatroveDecisions.Of(corpus, Filters(Enum.Parse<WordRule>(words, ignoreCase: true)))) lines.WriteLine(decisions.ToJsonString(Compact));
    }

    private static readonly JsonSerializerOptions Compact = new() { WriteIndented = false };

    private static Chain<Document> Chain(params StepUse[] steps)
    {
        var faults = new FaultList();
        var chain = ChainPlan.Build(DatasetSchema.Of(RecordType.Document), steps, faults).Create<Document>();
        faults.ThrowIfAny();
        return chain;
    }

    private static StepUse Use(string step, object options) => new(CurationCatalogue.Entries.Steps.Single(s => s.Name == step), options, null);
}
