using System.Text.RegularExpressions;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.TaskBlocks;

namespace DataPipe.Synthesis.Tests.TaskBlocks;

public sealed class TaskBlockTests
{
    private static readonly string[] Pieces =
    [
        "###", "\n###\n", "### 4. ", "1. Instruction:", "\n1. Input:\n", "\n 1. Output:", "\n1 . Input:", "\n1.\nOutput:", "x 1. Input:", "12345. Output:", "2. Instruction: ", "\n2. Input: ", "\n2. Output: ", "2345. Input:", " text ", "\n", "\u00a0", "1.\u00a0Input:", "#",
    ];

    // What a reply says is the same by expressions of their own, as each reading once had: those of the published code, and ours at the beginnings of lines.
    [Fact]
    public void Both_readings_take_what_an_expression_of_their_own_takes()
    {
        var random = new Random(12);
        var (published, ours) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var reply = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var expected = Published(reply);
            Assert.Equal(expected, TaskBlock.ParseAsPublished(reply, isCutShort: false));
            published += expected.Count;
            // One block: where it is cut is the same for both.
            var block = "1. Instruction:" + reply.Replace("#", "", StringComparison.Ordinal);
            var wanted = Ours(block);
            var found = TaskBlock.Parse(block, 1, isCutShort: false).SingleOrDefault();
            Assert.Equal(wanted, found is { } read ? (read.Instruction, read.Instance.Input, read.Instance.Output) : null);
            if (wanted is not null) ours++;
        }

        Assert.True(published > 500 && ours > 100, $"{published} and {ours}");
    }

    [Fact]
    public void Digits_of_other_scripts_number_nothing() => Assert.Empty(TaskBlock.ParseAsPublished("٣. Output: x ###\n٣. Input:", isCutShort: false));

    private static List<string> Published(string reply)
    {
        var part = new Regex(@"([0-9]{1,4})\.\s+(Instruction|Input|Output):");
        var blocks = reply.Split("###");
        int? number = null;
        for (var i = 0; i < blocks.Length && number is null; i++)
            if (part.Match(blocks[i]) is { Success: true } first) number = int.Parse(first.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) - i;
        if (number is null) return [];
        if (part.Match(blocks[0]).Groups[2].Value != "Instruction") blocks[0] = $"{number}. Instruction:{blocks[0]}";
        List<string> instructions = [];
        for (var i = 0; i < blocks.Length; i++)
        {
            var parts = part.Matches(blocks[i]).Where(m => m.Groups[1].Value == $"{number + i}").ToArray();
            if (parts.Length == 3) instructions.Add(blocks[i][(parts[0].Index + parts[0].Length)..parts[1].Index].Trim());
        }

        return instructions;
    }

    private static (string, string, string)? Ours(string block)
    {
        var marks = Regex.Matches(block, @"(?:^|\n)[ \t]*[0-9]+[ \t]*\.[ \t]+(Instruction|Input|Output):");
        if (marks.Count != 3 || marks[0].Groups[1].Value != "Instruction" || marks[1].Groups[1].Value != "Input" || marks[2].Groups[1].Value != "Output") return null;
        return (InstructionList.Collapse(block[(marks[0].Index + marks[0].Length)..marks[1].Index]), block[(marks[1].Index + marks[1].Length)..marks[2].Index].Trim(), block[(marks[2].Index + marks[2].Length)..].Trim());
    }
}
