using System.Buffers.Binary;
using DataPipe.Parquet.Writing;

namespace DataPipe.Parquet.Tests.Writing;

public sealed class RepeatSampleTests
{
    private const int Count = 50_000;

    [Fact]
    public void Distinct_numbers_repeat_nothing() => Assert.False(Finds(i => i));

    [Fact]
    public void As_many_numbers_as_a_dictionary_holds_repeat_by_chance()
    {
        var random = new Random(3);
        Assert.True(Finds(_ => random.Next(131_072)));
    }

    [Fact]
    public void Sorted_numbers_of_which_each_comes_twice_repeat() => Assert.True(Finds(i => i / 2));

    [Fact]
    public void Few_values_are_always_worth_a_dictionary() => Assert.True(RepeatSample.FindsRepeats(new byte[8 * 200], 200, sizeof(long)));

    [Theory]
    [InlineData(100_000, false)]
    [InlineData(300, true)]
    public void Texts_are_sampled_by_their_bytes(int distinct, bool repeats)
    {
        var random = new Random(5);
        var page = new byte[1000 * (sizeof(int) + 3000)];
        var text = new byte[3000];
        for (var i = 0; i < 1000; i++)
        {
            var entry = page.AsSpan(i * (sizeof(int) + 3000));
            BinaryPrimitives.WriteInt32LittleEndian(entry, 3000);
            BinaryPrimitives.WriteInt32LittleEndian(text, distinct > 1000 ? i : random.Next(distinct));
            text.CopyTo(entry[sizeof(int)..]);
        }
        Assert.Equal(repeats, RepeatSample.FindsRepeats(page, 1000, null));
    }

    private static bool Finds(Func<int, long> value)
    {
        var page = new byte[Count * sizeof(long)];
        for (var i = 0; i < Count; i++)
            BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(i * sizeof(long)), value(i));
        return RepeatSample.FindsRepeats(page, Count, sizeof(long));
    }
}
