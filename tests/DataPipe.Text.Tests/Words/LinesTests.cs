using System.Text;
using System.Text.RegularExpressions;
using DataPipe.Text.Words;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Text.Tests.Words;

public class LinesTests
{
    private static string[] Cut(string text, LineRule rule)
    {
        var lines = new List<string>();
        foreach (var line in Lines.Of(Encoding.UTF8.GetBytes(text), rule)) lines.Add(Encoding.UTF8.GetString(line));
        return [.. lines];
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "<a>")]
    [InlineData("a\n", "<a>")]
    [InlineData("a\n\nb", "<a><><b>")]
    [InlineData("a\r\nb\rc\vd\fe", "<a><b><c><d><e>")]
    [InlineData("a\u001Cb\u001Dc\u001Ed\u0085e\u2028f\u2029g", "<a><b><c><d><e><f><g>")]
    [InlineData("\n", "<>")]
    [InlineData("é\u2027x\u00A0", "<é\u2027x\u00A0>")]
    public void All_boundaries_are_those_of_splitlines(string text, string expected) => Assert.Equal(expected, string.Concat(Cut(text, LineRule.AllBoundaries).Select(l => $"<{l}>")));

    [Fact]
    public void Newline_rules_are_those_of_split_and_of_regular_expressions()
    {
        var texts = Gen.ListOf(Gen.Elements('a', 'b', '\n', '\n', ' ', 'é')).Select(list => string.Concat(list)).ToArbitrary();
        Prop.ForAll(texts, text =>
            Cut(text, LineRule.Newline).SequenceEqual(text.Split('\n'))
            && Cut(text, LineRule.NewlineRun).SequenceEqual(Regex.Split(text, "\n+"))
            && Cut(text, LineRule.BlankLine).SequenceEqual(Regex.Split(text, "\n{2,}"))).Holds();
    }

    [Fact]
    public void Paragraphs_lie_between_blank_lines_of_the_trimmed_text()
    {
        var paragraphs = new List<string>();
        foreach (var paragraph in Paragraphs.Of("\n\n one\nstill\n\n\ntwo \n"u8)) paragraphs.Add(Encoding.UTF8.GetString(paragraph));
        Assert.Equal(["one\nstill", "two"], paragraphs);
    }
}
