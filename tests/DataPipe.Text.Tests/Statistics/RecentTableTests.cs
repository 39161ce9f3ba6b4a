using DataPipe.Text.Hashing;
using DataPipe.Text.Statistics;

namespace DataPipe.Text.Tests.Statistics;

public class RecentTableTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(1000, 400)]
    [InlineData(1000, 1_000_000)]
    [InlineData(70_000, 9_000)]
    public void A_hash_gives_where_it_was_met_last(int count, int different)
    {
        var (table, random, last) = (new RecentTable(), new Random(count), new Dictionary<ulong, int>());
        for (var text = 0; text < 3; text++)
        {
            table.Reset(count);
            last.Clear();
            for (var i = 0; i < count; i++)
            {
                var hash = Mix64.Of((ulong)random.Next(different) + 1);
                Assert.Equal(last.GetValueOrDefault(hash, RecentTable.New), table.Replace(hash, i));
                last[hash] = i;
            }
        }
    }

    [Fact]
    public void Hashes_made_to_fall_into_one_slot_are_told_as_not_known_when_some_slots_are_full()
    {
        var table = new RecentTable();
        table.Reset(400);
        var met = Enumerable.Range(0, 200).Select(i => table.Replace((ulong)i + 7, i)).ToList(); // the upper bits are 0
        var held = met.TakeWhile(m => m == RecentTable.New).Count();
        Assert.InRange(held, 32, 128);
        Assert.All(met.Skip(held), m => Assert.Equal(RecentTable.Full, m));
        for (var i = 0; i < 200; i++) Assert.Equal(i < held ? i : RecentTable.Full, table.Replace((ulong)i + 7, 200 + i));
    }
}
