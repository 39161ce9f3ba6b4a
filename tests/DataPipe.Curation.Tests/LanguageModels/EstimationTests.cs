using DataPipe.Curation.LanguageModels.Training;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Hashing;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.Tests.LanguageModels;

/// <summary>The parts of estimation that only large models use: tables that memory has no room for, contexts that are larger than what is held, logarithms taken four at a time.</summary>
public class EstimationTests
{
    private static Stream Open() => new MemoryStream();

    [Theory]
    [InlineData(0, 1 << 20)]
    [InlineData(1, 1 << 10)]
    [InlineData(8_192, 1 << 10)]
    [InlineData(8_193, 1 << 16)]
    [InlineData(100_000, 1 << 16)]
    [InlineData(300_001, 1 << 18)]
    public async Task Weights_come_in_the_order_of_their_numbers_however_little_memory_there_is(int count, int memory)
    {
        await using var table = new WeightTable(count, memory, Open);
        Assert.True(count < 100_000 || table.Stretch < count, "all is in memory");
        var numbers = Enumerable.Range(0, count).Select(i => (ulong)i).OrderBy(Mix64.Of).ToArray();
        foreach (var some in numbers.Chunk(1000)) await table.AddAsync(some.Select(n => new WeightEntry(n, Mix64.Of(~n))).ToArray(), CancellationToken.None);
        await table.CompleteAsync(CancellationToken.None);
        var window = new WeightWindow(table);
        for (var i = 0; i < count; i++)
        {
            if (i % 777 == 0) await window.FillAsync(777, CancellationToken.None);
            Assert.Equal(Mix64.Of(~(ulong)i), window.Take());
        }

        await window.FillAsync(1, CancellationToken.None);
        Assert.Throws<InvalidDataException>(() => window.Take());
    }

    [Fact]
    public async Task Contexts_larger_than_what_is_held_are_weighed_alike()
    {
        var random = new Random(3);
        var ngrams = Enumerable.Range(0, 3000).Select(i => new ContextEntry(Mix64.Of((ulong)random.Next(40)) | 1, (ulong)i, ((ulong)random.Next(1, 9) << 1) | (random.Next(5) == 0 ? 1UL : 0))).ToArray();
        var (weights, backoffs) = await WeighAsync(ngrams, 1 << 15);
        foreach (var held in (int[])[1, 2, 7, 75])
        {
            var (same, contexts) = await WeighAsync(ngrams, held);
            Assert.Equal(weights, same);
            Assert.Equal(backoffs, contexts);
        }

        Assert.Equal(ngrams.Select(n => n.Context).Distinct().Order(), backoffs.Select(b => b.Hash));
        for (var i = 0; i < ngrams.Length; i++) Assert.Equal((ngrams[i].Known & 1) != 0, weights[i] == WeightEntry.Pruned);
    }

    [Fact]
    public void Logarithms_taken_four_at_a_time_are_those_of_Log10()
    {
        var random = new Random(4);
        double[] special = [1, 0, -1, double.NaN, double.PositiveInfinity, double.Epsilon, 1e-310, 10, 0.1, 1e-30, Math.BitIncrement(1), Math.BitDecrement(1)];
        double[] probabilities = [.. special, .. Enumerable.Range(0, 200_001).Select(_ => Math.Pow(random.NextDouble(), random.Next(1, 12))), .. Enumerable.Range(-30, 31).Select(e => Math.Pow(10, e))];
        var entries = probabilities.Select((p, i) => TableEntry.OfProbability((ulong)i, p)).ToArray();
        TableEntry.TakeLogs(entries);
        for (var i = 0; i < entries.Length; i++)
            if (!double.IsInfinity(probabilities[i]))
                Assert.Equal(TableEntry.Of((ulong)i, probabilities[i] > 0 ? (float)Math.Log10(probabilities[i]) : NgramModel.NoProbability), entries[i]);
    }

    private static async Task<(ulong[] Weights, TableEntry[] Backoffs)> WeighAsync(ContextEntry[] ngrams, int held)
    {
        await using var sorter = new ExternalSorter<ContextEntry>(1 << 20, Open);
        await sorter.AddAsync(ngrams, CancellationToken.None);
        await using var table = new WeightTable(ngrams.Length, 1 << 20, Open);
        await using var backoffs = await ScratchRun.WriteAsync<TableEntry>(
            Open, EntryFormat.BlockBytes, to => new ContextWeights(new KneserNeyDiscounts(0.6, 1.1, 1.4), Open, held).WeighAsync(sorter, table, to, CancellationToken.None), CancellationToken.None);
        var weights = new ulong[ngrams.Length];
        Assert.Equal(weights.Length, await table.ReadAsync(weights, CancellationToken.None));
        List<TableEntry> found = [];
        while (await backoffs.NextBlockAsync(CancellationToken.None)) found.AddRange(backoffs.Block.Span);
        return (weights, [.. found]);
    }
}
