using System.Text.RegularExpressions;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers.Tests.Simulated;

public sealed class InstructionBlockTests
{
    private const string Header =
        """
        Write a set of 20 different tasks. For each give the instruction, an input or <noinput>, and the output.

        ###
        1. Instruction: Name the capital of the given country.
        1. Input:
        Peru
        1. Output:
        Lima
        ###
        2. Instruction: Tell me something about bees.
        2. Input:
        <noinput>
        2. Output:
        They live in hives.
        ###
        3. Instruction:
        """;

    [Fact]
    public async Task Blocks_split_into_the_seven_parts_of_the_published_parser()
    {
        var text = "3. Instruction:" + await new SimulatedTeacher(0).TextAsync(Prompt.FromUser(Header) with { MaxTokens = 3072, Temperature = 1, Stop = ["\n20", "20."] });
        var blocks = text.Split("###", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(17, blocks.Length);
        for (var i = 0; i < blocks.Length; i++)
        {
            var parts = Regex.Split(blocks[i], $@"{i + 3}\.\s+(Instruction|Input|Output):");
            Assert.Equal(7, parts.Length);
            Assert.All((int[])[2, 4, 6], at => Assert.NotEmpty(parts[at].Trim()));
        }
    }

    [Fact]
    public async Task Some_tasks_come_with_an_input_and_some_without()
    {
        var withInput = 0;
        var without = 0;
        for (var seed = 0; seed < 10; seed++)
        {
            var text = await new SimulatedTeacher(seed).TextAsync(Prompt.FromUser(Header));
            without += Regex.Count(text, @"Input:\n<noinput>\n");
            withInput += Regex.Count(text, @"Input:\n(?!<noinput>)");
        }

        Assert.Equal(180, withInput + without);
        Assert.InRange(withInput, 30, 150);
    }
}
