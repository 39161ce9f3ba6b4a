using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.Tests.Instructions;

public sealed class InstructionFilterTests
{
    [Theory]
    [InlineData("Name four big rivers", null)]
    [InlineData("Name big rivers", "too-few-words")]
    [InlineData("", "too-few-words")]
    [InlineData("Describe the image in words", "blocked-word")]
    [InlineData("Describe the IMAGES in words", "blocked-word")]
    [InlineData("Describe the imagery in words", null)]
    [InlineData("Explain photographs to a child", null)]
    [InlineData("You go to the market and buy", "blocked-word")]
    [InlineData("Let us go together then now", null)]
    [InlineData("Redraw and draw: both are verbs", "blocked-word")]
    [InlineData("Find the file_name in it", null)]
    [InlineData("Write a program that adds numbers", "blocked-start")]
    [InlineData("write a Program that adds numbers", "blocked-start")]
    [InlineData("\"Quote\" the words that matter", "punctuation-first")]
    [InlineData("$5 are how many euros?", "punctuation-first")]
    [InlineData("1 of these is wrong", null)]
    [InlineData("Éclairs are baked in which way?", "not-ascii-first")]
    [InlineData("总结这段对话的要点", "not-ascii-first")]
    public void Judges_by_the_published_rules(string instruction, string? reason) =>
        Assert.Equal(reason, Reason(instruction, new SelfInstructOptions()));

    [Fact]
    public void Bounds_of_length_are_included()
    {
        Assert.Null(Reason(string.Join(' ', Enumerable.Repeat("word", 150)), new SelfInstructOptions()));
        Assert.Equal("too-many-words", Reason(string.Join(' ', Enumerable.Repeat("word", 151)), new SelfInstructOptions()));
    }

    [Fact]
    public void One_endless_word_counts_as_too_many() =>
        Assert.Equal("too-many-words", Reason("Say this word: " + new string('a', 100_000), new SelfInstructOptions()));

    [Fact]
    public void Other_languages_pass_when_they_are_let_in()
    {
        Assert.Null(Reason("总结这段对话的要点", new SelfInstructOptions { AsciiFirst = false }));
        Assert.Null(Reason("Übersetze den folgenden Satz", new SelfInstructOptions { AsciiFirst = false }));
    }

    [Theory]
    [InlineData("two words", 2)]
    [InlineData("  \t\n", 0)]
    [InlineData("总结", 2)]
    [InlineData("用Python写", 3)]
    public void Counts_words_and_single_characters_of_scripts_without_blanks(string text, int words) =>
        Assert.Equal(words, InstructionFilter.CountWords(text));

    private static string? Reason(string instruction, SelfInstructOptions options) =>
        new InstructionFilter(options).Judge(instruction) is { IsDrop: true } verdict ? verdict.Reason.Name : null;
}
