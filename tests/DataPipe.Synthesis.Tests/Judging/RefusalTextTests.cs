using DataPipe.Synthesis.Judging;

namespace DataPipe.Synthesis.Tests.Judging;

public sealed class RefusalTextTests
{
    [Theory]
    [InlineData("I'm sorry, but I can't help with that.", true)]
    [InlineData("  I’m sorry, but I can’t help with that.", true)]
    [InlineData("As an AI language model, I have no opinions.", true)]
    [InlineData("抱歉，我无法回答这个问题。", true)]
    [InlineData("I'm sorry for your loss. Here is a letter you could send.", false)]
    [InlineData("The speaker says: I cannot help with that.", false)]
    [InlineData("", false)]
    public void Recognises_an_answer_that_declines(string answer, bool declines) => Assert.Equal(declines, RefusalText.Is(answer));

    [Fact]
    public void A_long_answer_that_begins_with_an_apology_is_none() =>
        Assert.False(RefusalText.Is("I'm sorry, but I can't open the file. " + new string('x', 500)));
}
