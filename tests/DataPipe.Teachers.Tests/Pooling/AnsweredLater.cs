namespace DataPipe.Teachers.Tests.Pooling;

internal static class AnsweredLater
{
    /// <summary>Asks and moves the clock until the answer is there.</summary>
    public static async Task AnswerLaterAsync(this ITeacher teacher, ManualTimeProvider time)
    {
        var asking = teacher.AskAsync(Prompt.FromUser("hello"), CancellationToken.None);
        await time.DriveAsync(asking, TimeSpan.FromMinutes(1));
        Assert.IsType<Reply.Answered>(await asking);
    }
}
