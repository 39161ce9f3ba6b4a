using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Filters;

namespace DataPipe.Curation.Tests.Filters;

public class FilterAllocationTests
{
    public static TheoryData<string> Names => ["gopher-quality", "gopher-repetition", "fineweb-quality", "c4-paragraph", "length"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Judging_allocates_nothing(string step)
    {
        var filter = (IFilter<Document>)Steps.Entry(step).Create(Activator.CreateInstance(Steps.Entry(step).Options)!, null!);
        Allocates(document => filter.Judge(document), 0);
    }

    [Fact]
    public void Cleaning_allocates_the_cleaned_text_alone()
    {
        var cleaner = new C4QualityCleaner(new C4QualityOptions());
        Allocates(document => cleaner.Clean(document, out _), 10 * 1024);
    }

    private static void Allocates(Action<Document> work, long mostBytesEach)
    {
        const int Rounds = 50;
        var document = new Document("id", Utf8Text.From(string.Join('\n', Enumerable.Range(0, 100).Select(i => $"The river had risen in the night {i}, and the people went down."))), "web");
        for (var i = 0; i < 5; i++) work(document);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++) work(document);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Rounds * mostBytesEach);
    }
}
