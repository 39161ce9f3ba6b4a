namespace DataPipe.Teachers.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_example_runs()
    {
        var cancellation = CancellationToken.None;
        ITeacher teacher = TeacherFactory.Create(new TeacherOptions { Kind = "simulated" }, Environment.GetEnvironmentVariable, TimeProvider.System);
        Reply reply = await teacher.AskAsync(Prompt.FromUser("Why is the sea salty?") with { Samples = 4, Temperature = 1 }, cancellation);
        string text = reply switch
        {
            Reply.Answered answered => answered.Choices[0].Text,
            Reply.Refused refused => $"refused: {refused.Reason}",
            Reply.Failed failed => $"{failed.Kind}: {failed.Message}",
            _ => "",
        };
        Assert.Equal(4, Assert.IsType<Reply.Answered>(reply).Choices.Count);
        Assert.NotEmpty(text);
    }
}
