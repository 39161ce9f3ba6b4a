using DataPipe.Teachers.Simulated;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Teachers.Tests.Simulated;

public sealed class AnswerTokensTests
{
    [Theory]
    [InlineData("one two", "one| two")]
    [InlineData("  a, b!", " | a|,| b|!")]
    [InlineData("漢字かな ok", "漢|字|か|な| ok")]
    [InlineData("🙂x", "🙂|x")]
    [InlineData("12345678901234567", "1234567890123456|7")]
    [InlineData("", "")]
    public void A_text_splits_into_words_and_signs(string text, string tokens) =>
        Assert.Equal(tokens, string.Join('|', AnswerTokens.Split(text, int.MaxValue)));

    [Fact]
    public void Tokens_joined_are_the_text_and_their_number_is_the_count() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
        {
            var tokens = AnswerTokens.Split(text ?? "", int.MaxValue);
            return string.Concat(tokens) == (text ?? "") && tokens.Count == AnswerTokens.Count(text) && tokens.All(token => token.Length > 0);
        }));
}
