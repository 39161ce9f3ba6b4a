using System.Text;
using DataPipe.Text.Statistics;

namespace DataPipe.Text.Tests.Statistics;

public class DistinctShareTests
{
    [Fact]
    public void Blank_lines_do_not_count_and_lines_are_compared_as_they_are() => Assert.Equal((0.75, 9.0 / 12), new DistinctShare().Lines(Analysis("one\n\none\n \n one\nü2")));

    [Theory]
    [InlineData("one\n\ntwo\n\none", 2.0 / 3, 6.0 / 9)]
    [InlineData("one\n\n\n\n\n\n", 0.5, 1)] // one, and three empty ones
    [InlineData("one\n\n\ntwo", 1, 1)]
    [InlineData("one", 1, 1)]
    [InlineData(" \n\n ", 0, 0)]
    [InlineData("", 0, 0)]
    public void Two_newlines_part_paragraphs_and_empty_ones_count(string text, double fraction, double charFraction) => Assert.Equal((fraction, charFraction), new DistinctShare().Paragraphs(Analysis(text)));

    private static TextAnalysis Analysis(string text)
    {
        var analysis = new TextAnalysis();
        analysis.Read(Encoding.UTF8.GetBytes(text));
        return analysis;
    }
}
