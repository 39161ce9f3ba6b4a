using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Instructions;

public sealed class InContextTests
{
    [Fact]
    public async Task Shows_more_seeds_while_there_are_no_machine_written_ones()
    {
        var (first, later) = (await DrawAsync(machine: 0, request: 0), await DrawAsync(machine: 30, request: 0));
        Assert.Equal((8, 0), (first.Examples.Count(IsHuman), first.Examples.Count(e => !IsHuman(e))));
        Assert.Equal((6, 2), (later.Examples.Count(IsHuman), later.Examples.Count(e => !IsHuman(e))));
    }

    [Fact]
    public async Task Never_shows_an_instruction_twice_and_spreads_over_the_pool()
    {
        HashSet<string> shown = [];
        for (var request = 0; request < 60; request++)
        {
            var drawn = await DrawAsync(machine: 10, request);
            Assert.Equal(8, drawn.Examples.Select(e => e.Id).Distinct().Count());
            shown.UnionWith(drawn.Examples.Select(e => e.Id));
        }

        Assert.Equal(20, shown.Count);
    }

    [Fact]
    public async Task Depends_on_seed_round_and_request_alone()
    {
        var once = await DrawAsync(machine: 10, request: 3);
        Assert.Equal(once.Examples, (await DrawAsync(machine: 10, request: 3)).Examples);
        Assert.NotEqual(once.Examples, (await DrawAsync(machine: 10, request: 4)).Examples);
        Assert.NotEqual(once.Seed, (await DrawAsync(machine: 10, request: 4)).Seed);
    }

    private static bool IsHuman(PoolEntry entry) => entry.Id.StartsWith("seed-", StringComparison.Ordinal);

    private static async Task<InContext> DrawAsync(int machine, int request)
    {
        List<Sample> samples = [.. Stages.Seeds];
        for (var i = 0; i < machine; i++)
            samples.Add(Stages.Seed($"machine-{i}", $"Generated instruction number {i}") with { Provenance = new Provenance("x", "test/x", false, null, []) });
        var read = new Drawing(request);
        await StageRunner.RunAsync(read, [InputRecords.Of("seeds", samples)], StageRunnerOptions.Default);
        return read.Drawn!;
    }

    private sealed class Drawing(int request) : IStage
    {
        public InContext? Drawn { get; private set; }

        public Core.Datasets.DatasetSchema Output => Core.Datasets.DatasetSchema.Of(RecordType.Sample);

        public IReadOnlyList<Phase> Plan(IReadOnlyList<StageInput> inputs) => [new Phase("draw", [new TaskSpec("draw", 0, new TaskInput(0, inputs[0].Shards[0]))])];

        public async Task RunAsync(TaskSpec task, ITaskContext context, CancellationToken cancellation) =>
            Drawn = InContext.Draw(await InstructionPool.LoadAsync(task, 1, context, cancellation), new SelfInstructOptions(), 1, request, context.Seed);
    }
}
