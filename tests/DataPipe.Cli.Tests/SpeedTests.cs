namespace DataPipe.Cli.Tests;

public sealed class SpeedTests
{
    [Theory]
    [InlineData("steps")]
    [InlineData("check pipelines/quickstart.yaml")]
    [InlineData("plan pipelines/quickstart.yaml --run runs/nothing-here")]
    public async Task Questions_are_answered_in_under_a_second(string line)
    {
        // The best of several: what the program needs, not what a busy machine adds.
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 15 && best >= TimeSpan.FromSeconds(1); i++)
        {
            var outcome = await Tool.SucceedAsync(line.Split(' '));
            if (outcome.Elapsed < best) best = outcome.Elapsed;
        }

        Assert.True(best < TimeSpan.FromSeconds(1), $"'{line}' took {best.TotalMilliseconds:0} ms");
    }
}
