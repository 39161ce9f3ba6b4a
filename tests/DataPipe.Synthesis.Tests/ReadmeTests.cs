using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Judging;
using DataPipe.Synthesis.Tests.Support;

namespace DataPipe.Synthesis.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_example_does_what_it_says()
    {
        var instructions = InstructionList.Parse(" Name three rivers of Europe.\n10. Explain why leaves turn red.");
        Assert.Equal(["Name three rivers of Europe.", "Explain why leaves turn red."], instructions);
        var ruling = PairwiseJudge.Parse("Only the second one is correct. [[B]]");
        Assert.Equal(new Ruling(Winner.B, "Only the second one is correct."), ruling);
    }

    [Fact]
    public void Names_every_stage()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src", "DataPipe.Synthesis", "README.md"));
        foreach (var stage in SynthesisCatalogue.Entries(new TeacherShelf(), new EmbedderShelf()).Stages)
            Assert.Contains($"| `{stage.Name}` |", readme, StringComparison.Ordinal);
    }
}
