using DataPipe.Core.Records;
using DataPipe.Curation.Mixing;
using DataPipe.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Mixing;

public class MixPropertyTests
{
    [Fact]
    public void The_mixture_does_not_depend_on_shards_or_the_order_of_tasks()
    {
        var cases =
            from seed in Gen.Choose(0, 1_000_000)
            from web in Gen.Choose(0, 300)
            from books in Gen.Choose(1, 100)
            from shards in Gen.Choose(1, 7)
            from epochs in Gen.Choose(1, 40)
            select (seed, web, books, shards, epochs);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var options = new MixOptions { Epochs = MixRun.Shares(("web", c.epochs / 10.0), ("books", 4 - c.epochs / 20.0)) };
            var (web, books) = (MixRun.Dataset("web", c.web), MixRun.Dataset("books", c.books));
            var whole = Records(options, [web, books], StageRunnerOptions.Default with { Seed = c.seed });
            var dealt = Records(options, [web.Dealt(c.shards), books.Dealt(2)], StageRunnerOptions.Default with { Seed = c.seed, LastTaskFirst = true, BatchRecords = 3, WorkShardRecords = 5 });
            return whole.SequenceEqual(dealt);
        }));
    }

    [Fact]
    public void Shares_converge_to_the_weights()
    {
        var cases =
            from seed in Gen.Choose(0, 1_000_000)
            from first in Gen.Choose(1, 20)
            from second in Gen.Choose(1, 20)
            select (seed, first, second);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var options = new MixOptions { Weights = MixRun.Shares(("a", c.first), ("b", c.second)) };
            var run = MixRun.Of(options, [MixRun.Dataset("a", 3000), MixRun.Dataset("b", 1500)], StageRunnerOptions.Default with { Seed = c.seed }).GetAwaiter().GetResult();
            var share = MixRun.Tokens(run, "a") / run.Tally.TokensOut;
            return Math.Abs(share - (double)c.first / (c.first + c.second)) < 0.02;
        }));
    }

    private static IReadOnlyList<(string, long)> Records(MixOptions options, IReadOnlyList<StageInputRecords<Document>> inputs, StageRunnerOptions runner) =>
        [.. MixRun.Of(options, inputs, runner).GetAwaiter().GetResult().Records.Select(r => (r.Id, r.Notes[0].Integer))];
}
