using DataPipe.Synthesis.Instructions;

namespace DataPipe.Synthesis.Tests.Instructions;

public sealed class InstanceFilterTests
{
    [Theory]
    [InlineData("a>b|c>d", "keep keep")]
    [InlineData("a>a|c>d", "input-is-output keep")]
    [InlineData("a>|c>d", "empty-output keep")]
    [InlineData(">|c>d", "empty-output keep")]
    [InlineData("a:>b|c>d:|e>f", "ends-with-colon ends-with-colon keep")]
    [InlineData("a>b|a>b", "keep duplicate-instance")]
    [InlineData("a>b|a>c|d>e", "contradiction contradiction contradiction")]
    [InlineData(">b|>c", "keep keep")]
    [InlineData("a>b|a>", "keep empty-output")]
    [InlineData("1>a|2>a|3>a|4>a", "keep keep keep too-many-instances")]
    [InlineData("", "")]
    public void Judges_the_instances_of_one_instruction_together(string instances, string verdicts)
    {
        Instance[] read = [.. instances.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(i => new Instance(i.Split('>')[0], i.Split('>')[1]))];
        Assert.Equal(verdicts, string.Join(' ', InstanceFilter.Judge(read, 3).Select(v => v.IsDrop ? v.Reason.Name : "keep")));
    }
}
