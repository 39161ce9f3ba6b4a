using System.Text;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Text.Tests.Statistics;

public class QualityMeasureTests
{
    [Fact]
    public void Gopher_quality_counts_words_symbols_and_lines()
    {
        var q = GopherQualityMeasure.Measure(Encoding.UTF8.GetBytes("The cat and the dog...\n• item #1 …\n - with\n"));
        // The cat and the dog ... • item # 1 … - with
        Assert.Equal(13, q.Words);
        Assert.Equal(9, q.NonSymbolWords); // the bullet is no punctuation by the published list
        Assert.Equal((3 + 3 + 3 + 3 + 3 + 1 + 4 + 1 + 4) / 9.0, q.MeanWordLengthChars);
        Assert.Equal(1 / 13.0, q.HashesPerWord);
        Assert.Equal(2 / 13.0, q.EllipsesPerWord);
        Assert.Equal(3, q.Lines);
        Assert.Equal(2 / 3.0, q.BulletLineFraction);
        Assert.Equal(2 / 3.0, q.EllipsisLineFraction);
        Assert.Equal(7 / 13.0, q.AlphabeticWordFraction);
        Assert.Equal((3, 3), (q.StopWords, q.DistinctStopWords)); // and, the, with; "The" is not one
    }

    [Fact]
    public void Stop_words_are_distinct_and_mind_case()
    {
        var q = GopherQualityMeasure.Measure("to be to be of OF The that have with and the the"u8.ToArray());
        Assert.Equal((11, 8), (q.StopWords, q.DistinctStopWords));
    }

    [Fact]
    public void Nothing_measures_zero() => Assert.Equal(default, GopherQualityMeasure.Measure(" \n "u8.ToArray()) with { Lines = 0 });

    [Fact]
    public void Six_full_stops_are_two_ellipses() => Assert.Equal(2.0, GopherQualityMeasure.Measure("......"u8.ToArray()).EllipsesPerWord);

    [Fact]
    public void Line_quality_leaves_blank_lines_out()
    {
        var q = Lines("A first line that is long enough to count.\n\n  \nshort\nshort\n本当。"u8);
        Assert.Equal(4, q.NonBlankLines);
        Assert.Equal(2 / 4.0, q.TerminalLineFraction);
        Assert.Equal(3 / 4.0, q.ShortLineFraction);
        Assert.Equal(5 / (42.0 + 2 + 5 + 5 + 3), q.DuplicateLineCharFraction);
        Assert.Equal(5 / 15.0, q.NewlinesPerWord);
    }

    [Fact]
    public void Newlines_without_words_are_infinitely_many_a_word() =>
        Assert.Equal(double.PositiveInfinity, Lines("\n\n"u8).NewlinesPerWord);

    private static LineQuality Lines(ReadOnlySpan<byte> text)
    {
        var analysis = new TextAnalysis();
        analysis.Read(text.ToArray());
        return new LineQualityMeasure().Measure(analysis, WordRule.Standard);
    }

    [Theory]
    [InlineData("Three words here.", 3, 5, true, false)]
    [InlineData("and so on...", 3, 5, true, true)]
    [InlineData("no end ", 2, 3, false, false)]
    [InlineData("", 0, 0, false, false)]
    [InlineData("\"Quoted.\" ", 1, 9, true, false)]
    public void A_prose_line_tells_words_and_ending(string line, int words, int longest, bool ends, bool ellipsis) =>
        Assert.Equal(new ProseLine(words, longest, ends, ellipsis), ProseLineMeasure.Measure(Encoding.UTF8.GetBytes(line)));
}
