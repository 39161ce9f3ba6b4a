using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.Tests.Instructions;

public sealed class InstructionListTests
{
    [Fact]
    public void Writes_a_numbered_list_with_an_open_end() =>
        Assert.Equal("1. Add the numbers\n2. Say hello.\n3.", InstructionList.Write(["Add  the\nnumbers:", "Say hello."]));

    [Theory]
    [InlineData(" Analyze the tone.\n10. Evaluate it.", "Analyze the tone.|Evaluate it.")]
    [InlineData(" One\n10 . Two\n11. Three", "One|Two|Three")]
    [InlineData("9. One\n10. Two", "One|Two")]
    [InlineData("Spread over\n  two lines.\n10. Two", "Spread over two lines.|Two")]
    [InlineData(" Keep NASA and Paris.\n10. Use 3.5 of it\n11.no blank", "Keep NASA and Paris.|Use 3.5 of it 11.no blank")]
    [InlineData(" One\n10. \n11. Two", "One|Two")]
    [InlineData("", "")]
    [InlineData(" \n\t", "")]
    [InlineData("总结这段对话\n10. 翻译成英文", "总结这段对话|翻译成英文")]
    public void Cuts_a_reply_at_its_numbers_and_keeps_the_case(string reply, string instructions) =>
        Assert.Equal(instructions.Split('|', StringSplitOptions.RemoveEmptyEntries), InstructionList.Parse(reply));

    [Fact]
    public void A_reply_of_numbers_alone_takes_time_linear_in_its_length() =>
        Assert.Equal(200_000, InstructionList.Parse(string.Concat(Enumerable.Repeat("x\n1. ", 200_000))).Count);

    [Fact]
    public void What_is_written_is_read_back_from_a_reply_that_goes_on_so()
    {
        var list = InstructionList.Write(["Count the words.", "Name a colour.", "Tell a joke."]);
        Assert.Equal(["Count the words.", "Name a colour.", "Tell a joke."], InstructionList.Parse(list[..list.LastIndexOf('\n')]));
    }
}
