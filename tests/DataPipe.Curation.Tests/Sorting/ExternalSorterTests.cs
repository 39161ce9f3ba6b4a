using System.Diagnostics;
using DataPipe.Core.Faults;
using DataPipe.Curation.Sorting;
using DataPipe.Text.Hashing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Curation.Tests.Sorting;

public class ExternalSorterTests
{
    private readonly record struct One(ulong Key);

    private readonly record struct Three(ulong High, ulong Low, ulong Document);

    [Fact]
    public void Any_entries_come_out_in_order_whatever_the_memory()
    {
        var cases =
            from seed in Gen.Choose(0, 1_000_000)
            from count in Gen.OneOf(Gen.Choose(0, 60), Gen.Choose(0, 60_000))
            from bits in Gen.Choose(0, 64)
            from memory in Gen.Elements(1, 200_000, 1 << 30)
            select (seed, count, bits, memory);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(80), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            // Few bits make many equal keys, all bits make none.
            ulong Bits(int i, ulong word) => c.bits == 0 ? 7 : Mix64.Combine((ulong)c.seed + word, (ulong)i) >> (64 - c.bits);
            var entries = Enumerable.Range(0, c.count).Select(i => new Three(Bits(i, 0), Bits(i, 1), (ulong)i % 1000)).ToArray();
            var sorted = SortAsync(entries, c.memory).GetAwaiter().GetResult();
            return sorted.SequenceEqual(entries.OrderBy(e => e.High).ThenBy(e => e.Low).ThenBy(e => e.Document));
        }));
    }

    [Fact]
    public async Task Many_runs_are_merged_in_several_passes()
    {
        var scratch = new Scratch();
        await using var sorter = new ExternalSorter<One>(1 << 16, scratch.Open);
        for (ulong i = 0; i < 400_000; i++) await sorter.AddAsync(new One(Mix64.Of(i)), CancellationToken.None);
        await sorter.SortAsync(CancellationToken.None);
        Assert.True(sorter.HasSpilled);
        Assert.True(scratch.Opened > 50, $"{scratch.Opened} runs");
        var sorted = await ReadAsync(sorter);
        Assert.Equal(Enumerable.Range(0, 400_000).Select(i => Mix64.Of((ulong)i)).Order(), sorted.Select(s => s.Key));
    }

    [Fact]
    public async Task Scratch_files_are_closed_when_the_sorter_is()
    {
        var scratch = new Scratch();
        await using (var sorter = new ExternalSorter<One>(1 << 16, scratch.Open))
        {
            for (ulong i = 0; i < 50_000; i++) await sorter.AddAsync(new One(i), CancellationToken.None);
            await sorter.SortAsync(CancellationToken.None);
            Assert.True(scratch.Opened > 1);
        }

        Assert.Equal(scratch.Opened, scratch.Closed);
    }

    [Fact]
    public async Task Adding_and_reading_allocate_nothing_for_an_entry()
    {
        const int Entries = 1_000_000;
        var room = new Three[1 << 14];
        await using var sorter = new ExternalSorter<Three>(1 << 28, () => throw new UnreachableException());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (ulong i = 0; i < Entries; i++) await sorter.AddAsync(new Three(Mix64.Of(i), i, i), CancellationToken.None);
        await sorter.SortAsync(CancellationToken.None);
        var read = 0;
        while (await sorter.ReadAsync(room, CancellationToken.None) is var some and > 0) read += some;
        Assert.Equal(Entries, read);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public async Task A_damaged_scratch_file_is_a_fault_and_no_wrong_entry()
    {
        var scratch = new Scratch();
        await using var sorter = new ExternalSorter<One>(1 << 16, scratch.Open);
        for (ulong i = 0; i < 50_000; i++) await sorter.AddAsync(new One(i), CancellationToken.None);
        scratch.Streams[1].GetBuffer()[20_000] ^= 1;
        var fault = await Assert.ThrowsAsync<FaultException>(async () =>
        {
            await sorter.SortAsync(CancellationToken.None);
            await ReadAsync(sorter);
        });
        Assert.Equal("DP3005", fault.Faults[0].Code);
    }

    [Fact]
    public void Entries_that_are_not_made_of_words_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RadixSort.Sort(new int[3].AsSpan()));
    }

    private static async Task<List<T>> SortAsync<T>(T[] entries, long memory) where T : unmanaged
    {
        await using var sorter = new ExternalSorter<T>(memory, () => new MemoryStream());
        await sorter.AddAsync(entries.AsMemory(0, entries.Length / 2), CancellationToken.None);
        foreach (var entry in entries[(entries.Length / 2)..]) await sorter.AddAsync(entry, CancellationToken.None);
        Assert.Equal(entries.Length, sorter.Count);
        await sorter.SortAsync(CancellationToken.None);
        return await ReadAsync(sorter);
    }

    private static async Task<List<T>> ReadAsync<T>(ExternalSorter<T> sorter) where T : unmanaged
    {
        List<T> sorted = [];
        var some = new T[777];
        while (await sorter.ReadAsync(some, CancellationToken.None) is var read and > 0) sorted.AddRange(some.AsSpan(0, read));
        return sorted;
    }

    private sealed class Scratch
    {
        public List<MemoryStream> Streams { get; } = [];

        public int Opened => Streams.Count;

        public int Closed => Streams.Count(s => !s.CanRead);

        public Stream Open()
        {
            Streams.Add(new MemoryStream());
            return Streams[^1];
        }
    }
}
