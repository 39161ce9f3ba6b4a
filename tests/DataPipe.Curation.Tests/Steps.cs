using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Core.Steps;
using DataPipe.Testing;

namespace DataPipe.Curation.Tests;

/// <summary>Runs single steps of the catalogue.</summary>
internal static class Steps
{
    internal static StepEntry Entry(string name) => CurationCatalogue.Entries.Steps.Single(s => s.Name == name);

    internal static StageEntry StageEntry(string name) => CurationCatalogue.Entries.Stages.Single(s => s.Name == name);

    /// <summary>A chain of one step; its options are checked.</summary>
    internal static ChainPlan Plan(string step, object options, DatasetSchema input)
    {
        var faults = new FaultList();
        var plan = ChainPlan.Build(input, [new StepUse(Entry(step), options, null) { Files = new DiskStepFiles() }], faults);
        faults.ThrowIfAny();
        return plan;
    }

    /// <summary>The verdict of one step on a text.</summary>
    internal static Verdict Judge(string step, object options, string text) => Run(step, options, new Document("id", Utf8Text.From(text), "test")).Verdict;

    /// <summary>The verdict of one step on a document, and what it made of it.</summary>
    internal static (Verdict Verdict, Document Document) Run(string step, object options, Document document)
    {
        var chain = Plan(step, options, DatasetSchema.Of(RecordType.Document)).Create<Document>();
        var verdict = chain.Run(ref document, out _);
        return (verdict, document);
    }

    /// <summary>The faults that making a step gives.</summary>
    internal static IReadOnlyList<Fault> Faults(string step, object options, DatasetSchema input)
    {
        var faults = new FaultList();
        ChainPlan.Build(input, [new StepUse(Entry(step), options, null) { Files = new DiskStepFiles() }], faults);
        return faults.Faults;
    }
}
