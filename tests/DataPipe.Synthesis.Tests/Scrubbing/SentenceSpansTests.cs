using DataPipe.Synthesis.Scrubbing;

namespace DataPipe.Synthesis.Tests.Scrubbing;

public sealed class SentenceSpansTests
{
    [Theory]
    [InlineData("One. Two! Three?", "One. |Two! |Three?")]
    [InlineData("Dr. Who met J. Smith, e.g. at noon. Then left.", "Dr. Who met J. Smith, e.g. at noon. |Then left.")]
    [InlineData("GPT-3.5 is older. \"Yes.\" he said", "GPT-3.5 is older. |\"Yes.\" |he said")]
    [InlineData("你好。我是猫！", "你好。|我是猫！")]
    [InlineData("1. First item\n2. Second", "1. First item\n|2. Second")]
    [InlineData("A.\n\nB.", "A.|\n|\n|B.")]
    [InlineData("See:\n```\nI am. An AI.\n```\nDone.", "See:\n|[```\nI am. An AI.\n```\n]|Done.")]
    [InlineData("```\nnever closed. No.", "[```\nnever closed. No.]")]
    [InlineData("", "")]
    public void Cuts_and_loses_nothing(string text, string expected)
    {
        var parts = SentenceSpans.Of(text);
        Assert.Equal(text, string.Concat(parts.Select(p => text.Substring(p.Start, p.Length))));
        Assert.Equal(expected, string.Join('|', parts.Select(p => p.IsProse ? text.Substring(p.Start, p.Length) : $"[{text.Substring(p.Start, p.Length)}]")));
    }
}
