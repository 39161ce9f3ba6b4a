using DataPipe.Execution.Configuration;

namespace DataPipe.Execution.Tests.Configuration;

public sealed class KebabCaseTests
{
    [Theory]
    [InlineData("MinWords", "min-words")]
    [InlineData("N", "n")]
    [InlineData("MaxDuplicateLineFraction", "max-duplicate-line-fraction")]
    [InlineData("Top2GramFraction", "top2-gram-fraction")]
    [InlineData("HTMLText", "html-text")]
    [InlineData("UseTLS", "use-tls")]
    [InlineData("", "")]
    public void Breaks_before_every_word(string name, string kebab) => Assert.Equal(kebab, KebabCase.Of(name));
}
