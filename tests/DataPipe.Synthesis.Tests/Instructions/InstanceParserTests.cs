using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.Tests.Instructions;

public sealed class InstanceParserTests
{
    [Theory]
    [InlineData("Example 1\nInput: 1 2\nOutput: 3\nExample 2\nInput: 2 2\nOutput: 4", "1 2>3|2 2>4")]
    [InlineData("Example 1.\nInput 1: a\nOutput 1 : b", "a>b")]
    [InlineData("Example1\nInput:\nOutput: b", ">b")]
    [InlineData("Example 1\nA whole text without a marker", ">A whole text without a marker")]
    [InlineData("Example\nOutput: b", ">b")]
    [InlineData("Sure, here you go.\n\nExample 1\nInput: a\nOutput: b", "a>b")]
    [InlineData("Input: a\nOutput: b\nExample 2\nInput: c\nOutput: d", "a>b|c>d")]
    [InlineData("Output: only this", ">only this")]
    [InlineData("Input: a\nOutput: b", "a>b")]
    [InlineData("Input: a\nOutput: b\nOutput: c", "a>b")]
    [InlineData("Output: b\nInput: c\nOutput: d", ">b")]
    [InlineData("Example 1\nInput: a\nOutput: line one\nline two\n", "a>line one\nline two")]
    [InlineData("Example 1\nInput: a\nOutput: see, for Example 3, the Input: field", "a>see, for Example 3, the Input: field")]
    [InlineData("Example 1\nInput: a\nOutput: first\nExample sentences help.", "a>first\nExample sentences help.")]
    [InlineData("There is no shape at all.", "")]
    [InlineData("", "")]
    public void Reads_input_before_output(string reply, string instances) =>
        Assert.Equal(instances, Show(InstanceParser.InputFirst(reply, isCutShort: false)));

    [Theory]
    [InlineData("Class label: positive\nInput: good", "good>positive")]
    [InlineData("Class label: positive\nSentence: good\nClass label: negative\nSentence: bad\nvery bad", "Sentence: good>positive|Sentence: bad\nvery bad>negative")]
    [InlineData("Class label: yes", ">yes")]
    [InlineData("Of course.\nClass label: yes\nInput: 97\n\nClass label: no\n\nInput: 91", "97>yes|91>no")]
    [InlineData("Example 1\nClass label: yes\nInput: 97\nExample 2\nClass label: no\nInput: 91", "97>yes|91>no")]
    [InlineData("Class label:\nInput: a", ">Input: a")]
    [InlineData("positive", "")]
    [InlineData("", "")]
    public void Reads_labels_before_inputs(string reply, string instances) =>
        Assert.Equal(instances, Show(InstanceParser.OutputFirst(reply, isCutShort: false)));

    [Fact]
    public void Leaves_the_last_instance_out_when_the_reply_was_cut()
    {
        Assert.Equal("1>2", Show(InstanceParser.InputFirst("Example 1\nInput: 1\nOutput: 2\nExample 2\nInput: 3\nOutp", isCutShort: true)));
        Assert.Equal("x>a", Show(InstanceParser.OutputFirst("Class label: a\nInput: x\nClass label: b\nInput: y", isCutShort: true)));
        Assert.Equal("", Show(InstanceParser.InputFirst("Output: cut", isCutShort: true)));
        Assert.Equal("", Show(InstanceParser.InputFirst("", isCutShort: true)));
    }

    [Fact]
    public void Markers_without_end_take_time_linear_in_their_number()
    {
        Assert.Empty(InstanceParser.InputFirst(string.Concat(Enumerable.Repeat("Example 1\n", 100_000)), false));
        Assert.Equal(100_000, InstanceParser.OutputFirst(string.Concat(Enumerable.Repeat("Class label: x\n", 100_000)), false).Count);
    }

    [Theory]
    [InlineData("Output", ' ')]
    [InlineData("Output", '\n')]
    [InlineData("Example 1\nInput", ' ')]
    [InlineData("Output 1", '1')]
    [InlineData("Example", '\t')]
    [InlineData("Class label: a\nExample", ' ')]
    public void A_marker_with_an_endless_gap_takes_time_linear_in_it(string marker, char gap)
    {
        var reply = marker + new string(gap, 2_000_000) + "x";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        InstanceParser.InputFirst(reply, isCutShort: false);
        InstanceParser.OutputFirst(reply, isCutShort: false);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static string Show(IEnumerable<Instance> instances) => string.Join('|', instances.Select(i => $"{i.Input}>{i.Output}"));
}
