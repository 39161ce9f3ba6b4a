using System.Text;
using DataPipe.Text.Statistics;

namespace DataPipe.Text.Tests.Statistics;

public class PairScreenTests
{
    [Theory]
    [InlineData(5000, 900)]
    [InlineData(200_000, 3)] // more often than a place counts
    public void No_pair_comes_more_often_than_its_count(int count, int different)
    {
        var (screen, random) = (new PairScreen(), new Random(3));
        var pairs = Enumerable.Range(0, different).Select(i => Encoding.UTF8.GetBytes((i % 7 == 0 ? "http://example.org/" : "") + $"{i}w" + new string('\0', 64))).ToList();
        for (var text = 0; text < 2; text++)
        {
            screen.Reset(count);
            var came = new int[different];
            for (var i = 0; i < count; i++)
            {
                var pair = random.Next(different);
                Assert.True(screen.Add(ref pairs[pair][0], 0, pairs[pair].Length - 64) >= ++came[pair]);
            }

            var most = Enumerable.Range(0, different).Select(p => screen.Most(ref pairs[p][0], 0, pairs[p].Length - 64)).ToList();
            for (var p = 0; p < different; p++) Assert.True(most[p] >= came[p]);
            if (count < ushort.MaxValue) Assert.True(Enumerable.Range(0, different).Count(p => most[p] == came[p]) > 0.6 * different);
        }
    }
}
