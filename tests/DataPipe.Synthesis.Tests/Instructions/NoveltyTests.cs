using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.Tests.Instructions;

public sealed class NoveltyTests
{
    [Fact]
    public void Exactly_the_threshold_is_not_above_it()
    {
        var novelty = new Novelty(new InstructionPool());
        novelty.Add("x", "a1 a2 a3 a4 a5 a6 a7 b1 b2 b3");
        Assert.Equal((0.7, "x"), novelty.Nearest("a1 a2 a3 a4 a5 a6 a7 c1 c2 c3"));
    }

    [Fact]
    public void Sees_characters_of_scripts_without_blanks()
    {
        var novelty = new Novelty(new InstructionPool());
        novelty.Add("x", "总结这段对话的要点");
        Assert.True(novelty.Nearest("总结那段对话的要点").RougeL > 0.8);
        Assert.Equal((0, null), novelty.Nearest("Привет мир"));
    }
}
