namespace DataPipe.Teachers.Tests;

/// <summary>Short ways to make teachers and to look at their replies.</summary>
internal static class Asking
{
    public const string Key = "sk-test-0123456789abcdefghij";

    public static TeacherOptions Options(string endpoint, string model = "simulated-1") =>
        new() { Kind = "openai", Model = model, Endpoint = endpoint, ApiKeyVariable = "TEST_KEY" };

    public static string? Environment(string name) => name == "TEST_KEY" ? Key : null;

    public static async Task<Reply.Answered> AnswerAsync(this ITeacher teacher, Prompt prompt) =>
        Assert.IsType<Reply.Answered>(await teacher.AskAsync(prompt, CancellationToken.None));

    public static async Task<Reply.Failed> FailAsync(this ITeacher teacher, Prompt prompt) =>
        Assert.IsType<Reply.Failed>(await teacher.AskAsync(prompt, CancellationToken.None));

    public static async Task<string> TextAsync(this ITeacher teacher, Prompt prompt) =>
        (await teacher.AnswerAsync(prompt)).Choices[0].Text;

    public static void SameChoices(Reply.Answered expected, Reply.Answered actual)
    {
        Assert.Equal(expected.Usage, actual.Usage);
        Assert.Equal(expected.Model, actual.Model);
        Assert.Equal(expected.Choices.Count, actual.Choices.Count);
        for (var i = 0; i < expected.Choices.Count; i++)
        {
            Assert.Equal(expected.Choices[i].Text, actual.Choices[i].Text);
            Assert.Equal(expected.Choices[i].Finish, actual.Choices[i].Finish);
            Assert.Equal(expected.Choices[i].Reasoning, actual.Choices[i].Reasoning);
            Assert.Equal(expected.Choices[i].ToolCalls, actual.Choices[i].ToolCalls);
            Assert.Equal(expected.Choices[i].Logprobs.Count, actual.Choices[i].Logprobs.Count);
            foreach (var (left, right) in expected.Choices[i].Logprobs.Zip(actual.Choices[i].Logprobs))
            {
                Assert.Equal((left.Token, left.Logprob), (right.Token, right.Logprob));
                Assert.Equal(left.Top, right.Top);
            }
        }
    }
}
