using DataPipe.Text.Hashing;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Text.Tests.Substrings;

public class RepeatFinderTests
{
    [Fact]
    public void Finds_exactly_the_windows_that_comparing_all_with_all_finds()
    {
        var cases =
            from seed in Gen.Choose(0, int.MaxValue)
            from texts in Gen.Choose(0, 40)
            from length in Gen.Choose(0, 120)
            from letters in Gen.Choose(1, 4)
            from window in Gen.Choose(1, 40)
            from exceptFirst in Gen.Elements(true, false)
            select (seed, texts, length, letters, window, exceptFirst);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var texts = Texts(c.seed, c.texts, c.length, c.letters);
            var expected = RepeatedSymbols.ByBruteForce(texts, c.window, c.exceptFirst);
            return Same(expected, RepeatedSymbols.ByRuns(texts, c.window, c.exceptFirst))
                && Same(expected, RepeatedSymbols.ByRuns(Widened(texts), c.window, c.exceptFirst));
        }));
    }

    [Fact]
    public void Finds_what_copied_passages_share_with_many_others()
    {
        // One passage in sixty texts, cut differently in each, so that a key has many runs that differ at their ends.
        var passage = Texts(1, 1, 400, 26, exact: true)[0];
        List<byte[]> texts = [];
        for (var i = 0; i < 60; i++)
        {
            var own = Texts(100 + i, 2, 150, 26, exact: true);
            texts.Add([.. own[0], .. passage.AsSpan(i % 7 * 20, 200 + i), .. own[1]]);
        }

        foreach (var exceptFirst in (bool[])[true, false])
            Assert.True(Same(RepeatedSymbols.ByBruteForce(texts, 50, exceptFirst), RepeatedSymbols.ByRuns(texts, 50, exceptFirst)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(64)]
    public void A_text_that_repeats_itself_at_any_distance_is_read_right(int period)
    {
        var unit = Texts(5, 1, period, 26, exact: true)[0];
        byte[] text = [.. Enumerable.Repeat(unit, 2000 / period + 1).SelectMany(u => u)];
        foreach (var window in (int[])[1, 5, 31, 100])
            foreach (var exceptFirst in (bool[])[true, false])
                Assert.True(Same(RepeatedSymbols.ByBruteForce([text, text], window, exceptFirst), RepeatedSymbols.ByRuns([text, text], window, exceptFirst)), $"window {window}");
    }

    private static List<byte[]> Texts(int seed, int count, int length, int letters, bool exact = false)
    {
        List<byte[]> texts = [];
        for (var text = 0; text < count; text++)
        {
            var chance = Mix64.Combine((ulong)seed, (ulong)text);
            var symbols = new byte[exact ? length : (int)(chance % (ulong)(length + 1))];
            for (var i = 0; i < symbols.Length; i++) symbols[i] = (byte)('a' + Mix64.Combine(chance, (ulong)i) % (ulong)letters);
            texts.Add(symbols);
        }

        return texts;
    }

    private static List<ulong[]> Widened(List<byte[]> texts) => [.. texts.Select(t => Array.ConvertAll(t, symbol => Mix64.Of(symbol)))];

    private static bool Same(bool[][] left, bool[][] right) => left.Zip(right).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
