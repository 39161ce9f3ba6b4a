using DataPipe.Synthesis.Judging;

namespace DataPipe.Synthesis.Tests.Judging;

public sealed class AnswerTextTests
{
    [Theory]
    [InlineData("Yes, it is.", " yes,\n\tIT  is. ", true)]
    [InlineData("caf\u00e9", "cafe\u0301", true)]
    [InlineData("\ufb01ne", "fine", true)]
    [InlineData("yes", "no", false)]
    [InlineData("\ud800", "\ud800 ", true)]
    [InlineData("", "", true)]
    public void Two_answers_are_one_text_when_only_their_form_differs(string one, string other, bool same) => Assert.Equal(same, AnswerText.IsSame(one, other));
}
