using DataPipe.Text.Hashing;
using DataPipe.Text.Statistics;

namespace DataPipe.Text.Tests.Statistics;

public class RepeatTableTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(1000, 400)]
    [InlineData(1000, 1_000_000)]
    [InlineData(70_000, 9_000)]
    public void A_hash_that_came_before_gives_its_first_position(int count, int different)
    {
        var (table, random, first) = (new RepeatTable(), new Random(count), new Dictionary<ulong, int>());
        for (var text = 0; text < 3; text++)
        {
            table.Reset(count);
            first.Clear();
            for (var i = 0; i < count; i++)
            {
                var hash = Mix64.Of((ulong)random.Next(different) + 1);
                Assert.Equal(first.TryAdd(hash, i) ? -1 : first[hash], table.Add(hash, i));
            }
        }
    }

    [Fact]
    public void Hashes_that_fall_into_one_slot_are_told_apart_by_their_lower_halves()
    {
        var table = new RepeatTable();
        table.Reset(400);
        for (var i = 0; i < 200; i++) Assert.Equal(-1, table.Add((ulong)i + 7, i)); // the upper bits are 0
        for (var i = 0; i < 200; i++) Assert.True(table.Add((ulong)i + 7, 200 + i) >= 0); // told as a repeat, whichever it is like
    }

    // A screen probes for nothing: hashes chosen to collide are counted together, in the same time.
    [Fact]
    public void A_screen_counts_no_less_than_how_often_a_hash_came()
    {
        var (screen, random) = (new RepeatScreen(), new Random(3));
        foreach (var bits in (int[])[64, 20, 4])
        {
            screen.Reset(5000);
            Dictionary<ulong, (uint Place, uint Count)> counts = [];
            for (var i = 0; i < 5000; i++)
            {
                var hash = Mix64.Of((ulong)random.Next(900)) >> (64 - bits); // few bits are all in the lowest places
                var place = screen.Add(hash);
                counts[hash] = (place, counts.GetValueOrDefault(hash).Count + 1);
            }

            foreach (var (place, count) in counts.Values) Assert.True(screen.Most(place) >= count);
            if (bits == 64) Assert.True(counts.Values.Count(c => screen.Most(c.Place) == c.Count) > 0.9 * counts.Count);
            else Assert.Equal(5000u, counts.Values.Select(c => c.Place).Distinct().Aggregate(0u, (sum, place) => sum + screen.Most(place)));
        }
    }
}
