using System.Text;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;

namespace DataPipe.Text.Tests.Statistics;

public class TextAnalysisTests
{
    [Fact]
    public void Words_are_read_once_until_another_text_comes()
    {
        var analysis = new TextAnalysis();
        ReadOnlyMemory<byte> text = Encoding.UTF8.GetBytes("The river had risen.\nIt rose again.");
        analysis.Read(text);
        var words = analysis.Words(WordRule.English);
        var reads = words.Reads;
        analysis.Read(text);
        Assert.Equal(9, analysis.Words(WordRule.English).Count);
        Assert.Equal(reads, words.Reads);
        analysis.Read(text[4..]); // what is left of it is another text
        Assert.Equal(8, analysis.Words(WordRule.English).Count);
        Assert.Equal(reads + 1, words.Reads);
    }

    [Fact]
    public void Each_rule_has_its_own_words_and_lines()
    {
        var analysis = new TextAnalysis();
        analysis.Read(Encoding.UTF8.GetBytes("It's so.\n\nIs 日本 it?"));
        Assert.Equal([5, 9, 8], new[] { WordRule.Whitespace, WordRule.Standard, WordRule.English }.Select(r => analysis.Words(r).Count));
        Assert.Equal([3, 3, 2, 2], Enum.GetValues<LineRule>().Select(r => analysis.Lines(r).Count));
        Assert.Equal(19, analysis.Runes);
        Assert.Throws<ArgumentOutOfRangeException>(() => analysis.Words((WordRule)99));
    }

    [Fact]
    public void The_same_bytes_in_other_memory_are_looked_at_anew()
    {
        var analysis = new TextAnalysis();
        analysis.Read("one two"u8.ToArray());
        var reads = analysis.Words(WordRule.English).Reads;
        analysis.Read("one two"u8.ToArray());
        Assert.Equal(reads + 1, analysis.Words(WordRule.English).Reads);
    }
}
