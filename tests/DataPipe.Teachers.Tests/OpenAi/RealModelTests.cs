using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Teachers.OpenAi;

namespace DataPipe.Teachers.Tests.OpenAi;

/// <summary>A real language model of 260,000 parameters, run by llama.cpp behind a small server of the OpenAI protocol; skips with words where node, the package or the model is missing.</summary>
public sealed class RealModelTests
{
    [Fact]
    public async Task A_real_model_tells_a_story()
    {
        if (Missing(out var script, out var model) is { } missing)
        {
            Console.WriteLine("skipped: " + missing);
            return;
        }

        using var node = Process.Start(new ProcessStartInfo("node", [script, model]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var line = await node.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("The server ended before it listened.");
            using var ready = JsonDocument.Parse(line);
            var options = new TeacherOptions { Kind = "openai", Model = "stories260K", Endpoint = $"http://127.0.0.1:{ready.RootElement.GetProperty("port").GetInt32()}/v1", ApiKeyVariable = null };
            using var teacher = new OpenAiTeacher(options, _ => null, TimeProvider.System);

            var story = await teacher.AnswerAsync(Prompt.FromText("Once upon a time") with { MaxTokens = 60, Temperature = 0 });
            Assert.Equal(("stories260K", FinishReason.Length, false), (story.Model, story.Choices[0].Finish, teacher.Identity.Simulated));
            Assert.Contains(" was ", story.Choices[0].Text, StringComparison.Ordinal);
            Assert.True(story.Usage is { InputTokens: > 0, OutputTokens: > 50, IsReported: true });
            Assert.Equal(story.Choices[0].Text, await teacher.TextAsync(Prompt.FromText("Once upon a time") with { MaxTokens = 60, Temperature = 0 }));

            var told = await teacher.AnswerAsync(Prompt.FromUser("Lily had a red ball. She") with { MaxTokens = 20, Temperature = 0 });
            Assert.NotEmpty(told.Choices[0].Text);
            Assert.False(told.Limits is not null || told.RequestId is not null);
        }
        finally
        {
            if (!node.HasExited)
                node.Kill();
        }
    }

    // From the source's place, so that it does not matter where the tests were built to.
    private static string? Missing(out string script, out string model, [CallerFilePath] string here = "")
    {
        (script, model) = ("", "");
        for (var folder = new FileInfo(here).Directory; ; folder = folder.Parent)
        {
            if (folder is null)
                return "the checkout was not found above the tests";
            if (!File.Exists(script = Path.Combine(folder.FullName, "tests", "node", "llama", "serve.mjs")))
                continue;
            model = Path.Combine(folder.FullName, "..", "shared", "data", "teacher", "stories260K.gguf");
            if (!File.Exists(model))
                return "there is no ../shared/data/teacher/stories260K.gguf beside the checkout";
            if (!Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules")))
                return "tests/node/llama/node_modules does not exist; run 'npm install' in tests/node/llama";
            return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, "node"))) ? null : "node is not on the path";
        }
    }
}
