using DataPipe.Core.Records;

namespace DataPipe.Storage.Tests.Support;

/// <summary>Compares records by all they hold, lists included.</summary>
internal static class SameRecords
{
    public static void Check<T>(IReadOnlyList<T> expected, IReadOnlyList<T> actual) where T : class, IRecord<T>
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++) Check(expected[i], actual[i]);
    }

    private static void Check(object expected, object actual)
    {
        switch (expected, actual)
        {
            case (Document one, Document two):
                Assert.Equal(one, two);
                break;
            case (Sample one, Sample two):
                Assert.Equal(one.Messages, two.Messages);
                Check(one.Provenance, two.Provenance);
                Assert.Equal(one.Citations, two.Citations);
                Assert.Equal(one with { Messages = [], Citations = NoCitations, Provenance = None }, two with { Messages = [], Citations = NoCitations, Provenance = None });
                break;
            case (Preference one, Preference two):
                Assert.Equal(one.Prompt, two.Prompt);
                Assert.Equal(one.Chosen, two.Chosen);
                Assert.Equal(one.Rejected, two.Rejected);
                Assert.Equal(one.Verdicts, two.Verdicts);
                Check(one.Provenance, two.Provenance);
                Assert.Equal(Bare(one), Bare(two));
                break;
            case (Provenance one, Provenance two):
                Assert.Equal(one.Parents, two.Parents);
                Assert.Equal(one.Requests, two.Requests);
                Assert.Equal(one with { Parents = None.Parents, Requests = None.Requests }, two with { Parents = None.Parents, Requests = None.Requests });
                break;
            default:
                Assert.Fail($"{expected.GetType()} and {actual.GetType()}");
                break;
        }
    }

    private static IReadOnlyList<Citation> NoCitations { get; } = [];

    private static Provenance None { get; } = Provenance.Human("");

    private static Preference Bare(Preference pair) => pair with { Prompt = [], Chosen = [], Rejected = [], Verdicts = [], Provenance = None };
}
