using DataPipe.Core.Faults;
using DataPipe.Curation.Sorting;

namespace DataPipe.Curation.Tests.Sorting;

public class EntryFileTests
{
    private readonly record struct Pair(ulong Key, ulong Value);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public async Task Entries_are_read_as_they_were_written(int count)
    {
        await using var reader = await OpenAsync(await WriteAsync(count, []));
        Assert.Equal(count, reader.Count);
        Assert.Equal(0, reader.Sections);
        Assert.Equal(Pairs(0, count), await ReadAsync(reader));
    }

    [Fact]
    public async Task A_section_is_read_alone_in_any_order_and_again()
    {
        int[] starts = [0, 0, 10, 64, 100, 128, 300, 300];
        await using var reader = await OpenAsync(await WriteAsync(300, starts));
        Assert.Equal(starts.Length, reader.Sections);
        for (var round = 0; round < 2; round++)
            for (var section = starts.Length - 1; section >= 0; section--)
            {
                reader.Select(section);
                var end = section + 1 < starts.Length ? starts[section + 1] : 300;
                Assert.Equal(Pairs(starts[section], end - starts[section]), await ReadAsync(reader));
            }
    }

    [Fact]
    public async Task Any_flipped_bit_and_any_cut_is_found_before_an_entry_of_it_is_given_out()
    {
        var whole = await WriteAsync(150, [0, 70]);
        for (var at = 0; at < whole.Length; at++)
        {
            var flipped = whole.ToArray();
            flipped[at] ^= (byte)(1 << (at % 8));
            await DamagedAsync(flipped);
        }

        for (var length = 0; length < whole.Length; length++) await DamagedAsync(whole[..length]);
        await DamagedAsync([.. whole, 0]);
    }

    [Fact]
    public async Task A_file_of_other_entries_is_refused()
    {
        var bytes = await WriteAsync(10, []);
        await Assert.ThrowsAsync<FaultException>(async () => await EntryReader<ulong>.OpenAsync(new MemoryStream(bytes), Damaged, CancellationToken.None));
    }

    private static async Task DamagedAsync(byte[] bytes)
    {
        var given = new List<Pair>();
        await Assert.ThrowsAsync<FaultException>(async () =>
        {
            await using var reader = await OpenAsync(bytes);
            while (await reader.NextBlockAsync(CancellationToken.None)) given.AddRange(reader.Block.Span);
        });
        Assert.Equal(Pairs(0, given.Count), given);
    }

    private static ValueTask<EntryReader<Pair>> OpenAsync(byte[] bytes) => EntryReader<Pair>.OpenAsync(new MemoryStream(bytes), Damaged, CancellationToken.None);

    private static FaultException Damaged() => new("DP3005", "damaged", null);

    private static async Task<byte[]> WriteAsync(int count, int[] starts)
    {
        using var stream = new MemoryStream();
        var writer = new EntryWriter<Pair>(stream, 64 * 16);
        for (int i = 0, section = 0; i <= count; i++)
        {
            for (; section < starts.Length && starts[section] == i; section++) writer.BeginSection();
            if (i < count) await writer.WriteAsync(new Pair((ulong)i, ~(ulong)i), CancellationToken.None);
        }

        await writer.CompleteAsync(CancellationToken.None);
        return stream.ToArray();
    }

    private static IEnumerable<Pair> Pairs(int first, int count) => Enumerable.Range(first, count).Select(i => new Pair((ulong)i, ~(ulong)i));

    private static async Task<List<Pair>> ReadAsync(EntryReader<Pair> reader)
    {
        List<Pair> all = [];
        while (await reader.NextBlockAsync(CancellationToken.None)) all.AddRange(reader.Block.Span);
        return all;
    }
}
