using System.Text;
using DataPipe.Text.Hashing;
using DataPipe.Text.Ngrams;

namespace DataPipe.Text.Tests.Ngrams;

public class NgramMatcherTests
{
    [Fact]
    public void Finds_exactly_what_comparing_everything_with_everything_finds()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (ngram, least) = (3 + seed % 4, 2 + seed % 2);
            string[][] needles = [.. Enumerable.Range(0, 5).Select(i => Words(seed * 100 + i, 2 + (seed + 3 * i) % 9, 4)).Where(w => w.Length >= least).DistinctBy(w => string.Join(' ', w))];
            var text = Words(seed * 100 + 50, 60, 4);
            var index = Index(ngram, least, null, [.. needles.Select(n => string.Join(' ', n))]);
            var found = Pairs(new NgramMatcher(index).Match(Encoding.UTF8.GetBytes(string.Join(' ', text))), text);
            Assert.Equal(Expected(needles, text, ngram).Order(), found.Order());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4080)]
    [InlineData(4091)]
    [InlineData(4096)]
    [InlineData(4100)]
    [InlineData(9000)]
    public void Finds_needles_wherever_they_stand(int before)
    {
        var needle = string.Join(' ', Words(1, 30, 1000));
        var shorter = string.Join(' ', Words(2, 9, 1000));
        var matcher = new NgramMatcher(Index(13, 8, null, needle, shorter));
        var filler = string.Join(' ', Enumerable.Repeat("filler", before));
        foreach (var (text, expected) in new[] { (needle, 0), (shorter, 1) })
        {
            var whole = Encoding.UTF8.GetBytes($"{filler} {text} behind");
            var run = Assert.Single(matcher.Match(whole).ToArray());
            Assert.Equal((expected, 0, text.Split(' ').Length), (run.Needle, run.NeedleStart, run.Words));
            Assert.Equal(text, Encoding.UTF8.GetString(whole[run.Start..run.End]));
            Assert.Equal(expected, Assert.Single(matcher.Match(Encoding.UTF8.GetBytes($"{filler} {text}")).ToArray()).Needle);
        }
    }

    [Fact]
    public void A_needle_shorter_than_an_ngram_must_be_there_as_a_whole()
    {
        var matcher = new NgramMatcher(Index(13, 8, null, "one two three four five six seven eight nine ten"));
        Assert.Equal(10, Assert.Single(matcher.Match("so one two three four five six seven eight nine ten it is"u8).ToArray()).Words);
        Assert.Empty(matcher.Match("so one two three four five six seven eight nine it is"u8).ToArray());
    }

    [Fact]
    public void What_is_shorter_than_the_least_is_no_needle_and_what_is_there_already_is_the_same()
    {
        var builder = new NgramIndexBuilder(NgramRule.Normalized, 5, 3);
        Assert.Equal(-1, builder.Add("too short"u8));
        Assert.Equal(0, builder.Add("just long enough"u8));
        Assert.Equal(1, builder.Add("another one of these"u8));
        Assert.Equal(0, builder.Add("Just: long enough!"u8));
    }

    [Fact]
    public void Phrases_that_many_needles_share_identify_none()
    {
        string[] needles = [.. Enumerable.Range(0, 12).Select(i => $"which of these things is {Word(i, 1)} {Word(i, 2)} {Word(i, 3)} {Word(i, 4)} {Word(i, 5)}")];
        var all = new NgramMatcher(Index(5, 5, null, needles));
        var rare = new NgramMatcher(Index(5, 5, 10, needles));
        Assert.Equal(12, all.Match("and which of these things is it"u8).Length);
        Assert.Equal(0, rare.Match("and which of these things is it"u8).Length);
        Assert.Equal(3, Assert.Single(rare.Match(Encoding.UTF8.GetBytes("x " + needles[3])).ToArray(), r => r.NeedleStart > 0).Needle);
    }

    [Fact]
    public void Rows_of_numbers_identify_nothing()
    {
        var matcher = new NgramMatcher(Index(5, 5, null, "count 1 2 3 4 5 6 7 8 9 10 and then go on to the end"));
        Assert.Empty(matcher.Match("1 2 3 4 5 6 7 8 9 10"u8).ToArray());
        Assert.NotEmpty(matcher.Match("9 10 and then go on"u8).ToArray());
    }

    [Fact]
    public void Nothing_is_allocated_for_a_text_of_any_length()
    {
        var matcher = new NgramMatcher(Index(13, 8, 10, string.Join(' ', Words(1, 30, 1000))));
        var text = Encoding.UTF8.GetBytes(string.Join(' ', Words(9, 20_000, 5000)) + " " + string.Join(' ', Words(1, 30, 1000)));
        Assert.Equal(1, matcher.Match(text).Length);
        Assert.Equal(0, Allocations.Of(() => matcher.Match(text)));
    }

    private static NgramIndex Index(int ngram, int least, int? sharing, params string[] needles)
    {
        var builder = new NgramIndexBuilder(NgramRule.Normalized, ngram, least);
        foreach (var needle in needles) builder.Add(Encoding.UTF8.GetBytes(needle));
        return builder.Build(sharing);
    }

    // (needle, word of the needle, word of the text) of every shared word.
    private static List<(int, int, int)> Pairs(ReadOnlySpan<NgramRun> runs, string[] text)
    {
        List<int> starts = [0];
        foreach (var word in text) starts.Add(starts[^1] + word.Length + 1);
        HashSet<(int, int, int)> pairs = [];
        foreach (var run in runs)
        {
            var first = starts.IndexOf(run.Start);
            Assert.Equal(starts[first + run.Words] - 1, run.End);
            for (var i = 0; i < run.Words; i++) Assert.True(pairs.Add((run.Needle, run.NeedleStart + i, first + i)));
        }

        return [.. pairs];
    }

    private static List<(int, int, int)> Expected(string[][] needles, string[] text, int ngram)
    {
        HashSet<(int, int, int)> pairs = [];
        for (var needle = 0; needle < needles.Length; needle++)
        {
            var length = Math.Min(ngram, needles[needle].Length);
            HashSet<string> seen = []; // of an n-gram that a needle repeats, its first place counts
            for (var from = 0; from + length <= needles[needle].Length; from++)
            {
                var gram = needles[needle].AsSpan(from, length);
                if (!seen.Add(string.Join(' ', gram))) continue;
                for (var at = 0; at + length <= text.Length; at++)
                    if (gram.SequenceEqual(text.AsSpan(at, length)))
                        for (var i = 0; i < length; i++) pairs.Add((needle, from + i, at + i));
            }
        }

        return [.. pairs];
    }

    private static string[] Words(int seed, int count, int vocabulary) => [.. Enumerable.Range(0, count).Select(i => Word((int)(Mix64.Combine((ulong)seed, (ulong)i) % (ulong)vocabulary), 0))];

    private static string Word(int number, int salt) => "w" + (char)('a' + number % 26) + (char)('a' + number / 26 % 26) + (char)('a' + number / 676 % 26) + (char)('a' + salt);
}
