using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Tests.Filters;

public class FilterAllocationTests
{
    public static TheoryData<string> Names => ["gopher-quality", "gopher-repetition", "fineweb-quality", "c4-paragraph", "length", "dclm-quality", "dclm-repetition", "dolma-gopher", "nemo-heuristics"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Judging_allocates_nothing(string step)
    {
        var filter = (IFilter<Document>)Steps.Entry(step).Create(Activator.CreateInstance(Steps.Entry(step).Options)!, new StepScope(DatasetSchema.Of(RecordType.Document), new FaultList(), null));
        Allocates(document => filter.Judge(document), 0);
    }

    [Theory]
    [InlineData("c4")]
    [InlineData("dclm-lines")]
    [InlineData("clean-lines")]
    public void Cleaning_allocates_the_cleaned_text_alone(string step)
    {
        var cleaner = (ICleaner<Document>)Steps.Entry(step).Create(Activator.CreateInstance(Steps.Entry(step).Options)!, new StepScope(DatasetSchema.Of(RecordType.Document), new FaultList(), null));
        Allocates(document => cleaner.Clean(document, out _), 10 * 1024);
    }

    private static void Allocates(Action<Document> work, long mostBytesEach)
    {
        const int Rounds = 50;
        // One after the other, as what is known of a text is not found out twice.
        Document[] documents = [.. Enumerable.Range(0, 2).Select(d => new Document("id", Utf8Text.From(string.Join('\n', Enumerable.Range(0, 100).Select(i => $"The river had risen in the night {i}, and the people of {d} went down."))), "web"))];
        for (var i = 0; i < 6; i++) work(documents[i % 2]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++) work(documents[i % 2]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Rounds * mostBytesEach);
    }
}
