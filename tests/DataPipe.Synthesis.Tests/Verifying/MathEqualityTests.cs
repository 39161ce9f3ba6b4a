using DataPipe.Synthesis.Verifying.Maths;

namespace DataPipe.Synthesis.Tests.Verifying;

public sealed class MathEqualityTests
{
    [Theory]
    [InlineData("504", "504")]
    [InlineData("504", "504.0")]
    [InlineData("1234.5", "1,234.50")]
    [InlineData("1234567", "1{,}234{,}567")]
    [InlineData("\\frac{1}{4}", "0.25")]
    [InlineData("\\dfrac{3}{4}", "3/4")]
    [InlineData("\\frac34", "0.75")]
    [InlineData("0.75", "75%")]
    [InlineData("50%", "50")]
    [InlineData("50\\%", "1/2")]
    [InlineData("2 3/4", "11/4")]
    [InlineData("-3", "\\text{-3}")]
    [InlineData("3 \\times 10^8", "3e8")]
    [InlineData("300000000", "3 \\cdot 10^{8}")]
    [InlineData("2\\sqrt{6}", "\\sqrt{24}")]
    [InlineData("\\sqrt{16}", "4")]
    [InlineData("2\\pi", "6.283185307179586")]
    [InlineData("2^{10}", "1024")]
    [InlineData("(1/2 + 1/3) * 6", "5")]
    [InlineData("\\{2, 3\\}", "{3, 2}")]
    [InlineData("2, 3", "3 and 2")]
    [InlineData("x = 5", "5")]
    [InlineData("x \\in [4, \\infty)", "[4, ∞)")]
    [InlineData("[4, \\infty)", "\\left[4, \\infty\\right)")]
    [InlineData("(-\\infty, 1] \\cup (2, 3)", "(2,3) ∪ (-∞, 1]")]
    [InlineData("(1, 0.5)", "(1, \\frac{1}{2})")]
    [InlineData("5 km", "5000 m")]
    [InlineData("5 km", "5")]
    [InlineData("$4.50", "4.5 dollars")]
    [InlineData("2 hours", "120 minutes")]
    [InlineData("12 m^2", "12 square metres")]
    [InlineData("30^\\circ", "30 degrees")]
    [InlineData("3 apples", "3 apples")]
    [InlineData("Paris", "paris.")]
    [InlineData("½", "0.5")]
    public void Answers_that_say_the_same_are_equal(string expected, string given) => Assert.True(MathEquality.AreEqual(expected, given));

    [Theory]
    [InlineData("504", "505")]
    [InlineData("504", "")]
    [InlineData("0.3333", "1/3")]
    [InlineData("\\frac{1}{4}", "\\frac{1}{5}")]
    [InlineData("5 km", "5 miles")]
    [InlineData("5 km", "5 kg")]
    [InlineData("[4, \\infty)", "(4, \\infty)")]
    [InlineData("(1, 2)", "(2, 1)")]
    [InlineData("\\{2, 3\\}", "{2}")]
    [InlineData("\\{2, 3\\}", "{2, 3, 3}")]
    [InlineData("\\{2, 3\\}", "(2, 3)")]
    [InlineData("2, 3", "2")]
    [InlineData("Paris", "London")]
    [InlineData("1", "1/0")]
    [InlineData("50%", "5")]
    public void Others_are_not(string expected, string given) => Assert.False(MathEquality.AreEqual(expected, given));

    [Fact]
    public void Hostile_answers_are_no_answers_and_cost_little()
    {
        string[] hostile =
        [
            new('(', 5000), new('-', 5000), string.Concat(Enumerable.Repeat("\\frac{", 500)), "9^9^9^9^9", "2^99999999999", new('9', 100_000), string.Concat(Enumerable.Repeat("1,", 5000)),
            "\u0000\uFFFF", new string('{', 3000) + new string('}', 3000), "sqrt(sqrt(sqrt(", "1e999999",
        ];
        foreach (var text in hostile)
        {
            Assert.False(MathEquality.AreEqual("42", text));
            Assert.False(MathEquality.AreEqual(text, "42"));
            _ = FinalAnswer.Of(text);
        }
    }

    [Theory]
    [InlineData("We get \\boxed{\\frac{1}{2}} in the end.", "\\frac{1}{2}")]
    [InlineData("First \\boxed{1}, then \\boxed{2}.", "2")]
    [InlineData("48 / 2 = 24.\n#### 24", "24")]
    [InlineData("So the answer is 12.5.\nGood luck!", "12.5")]
    [InlineData("Steps.\n**Answer:** 7 km", "7 km")]
    [InlineData("Answer: [4, ∞)", "[4, ∞)")]
    [InlineData("339", "339")]
    [InlineData("There are 18 rows of 22 seats.\nThat makes 396 seats,\nof which 57 are taken, so that 339 are left in the whole of the hall.", "339")]
    [InlineData("I do not know it,\nand nobody does, for there is nothing in the question to work with at all.", "")]
    public void The_final_answer_is_found(string text, string expected) => Assert.Equal(expected, FinalAnswer.Of(text));
}
