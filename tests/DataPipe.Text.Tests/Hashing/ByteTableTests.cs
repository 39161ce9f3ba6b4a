using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Tests.Hashing;

public class ByteTableTests
{
    [Fact]
    public void Entries_are_found_and_nothing_else()
    {
        var random = new Random(6);
        string Text() => new([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)random.Next('a', 'f'))]);
        foreach (var count in (int[])[1, 2, 3, 50, 3000])
        {
            string[] entries = [.. Enumerable.Range(0, count).Select(_ => Text())];
            var (table, last) = (new ByteTable(entries), entries.Select((e, i) => (e, i)).GroupBy(p => p.e).ToDictionary(g => g.Key, g => g.Last().i));
            Assert.Equal(entries.Max(e => e.Length), table.MaxBytes);
            foreach (var text in entries.Concat(Enumerable.Range(0, 20_000).Select(_ => Text())).Append("").Append(new string('a', 4000)))
                Assert.Equal(last.GetValueOrDefault(text, -1), table.Find(Encoding.UTF8.GetBytes(text)));
        }
    }

    // Entries are the program's own, so that only strangers can be chosen: they walk at most the longest run of slots.
    [Fact]
    public void Strangers_chosen_to_fall_where_it_is_fullest_cost_no_more_than_a_few_times_as_much()
    {
        string[] entries = [.. Enumerable.Range(0, 4000).Select(i => $"entry{Mix64.Of((ulong)i) % 100_000_007:x}")];
        var table = new ByteTable(entries);
        var mask = System.Numerics.BitOperations.RoundUpToPowerOf2((uint)entries.Length * 4) - 1;
        var homes = entries.Select(e => XxHash64.Hash(Encoding.UTF8.GetBytes(e)) & mask).Order().ToArray();
        // The fullest stretch of 64 slots.
        var fullest = homes.MaxBy(h => homes.Count(o => o >= h && o < h + 64));
        List<byte[]> chosen = [], any = [];
        for (var i = 0; chosen.Count < 500; i++)
        {
            var text = Encoding.UTF8.GetBytes($"entry{i:x}");
            var home = XxHash64.Hash(text) & mask;
            if (home >= fullest && home < fullest + 64) chosen.Add(text);
            else if (any.Count < 500) any.Add(text);
        }

        var ratio = Enumerable.Range(0, 7).Select(_ => Seconds(chosen) / Seconds(any)).Order().ElementAt(3);
        Assert.True(ratio < 10, $"{ratio:0.0} times as long");

        double Seconds(List<byte[]> texts)
        {
            var used = Environment.CpuUsage.TotalTime;
            var found = 0;
            for (var round = 0; round < 400; round++)
                foreach (var text in texts)
                    if (table.Contains(text)) found++;
            Assert.True(found >= 0);
            return Math.Max(1e-4, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }
    }
}
