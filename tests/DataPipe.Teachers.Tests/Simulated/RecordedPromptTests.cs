using System.Text.Json;
using DataPipe.Teachers.Simulated;
using Xunit.Abstractions;

namespace DataPipe.Teachers.Tests.Simulated;

public sealed class RecordedPromptTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Prompts_of_a_public_self_instruct_run_are_known_as_task_lists()
    {
        var path = Find("self-instruct/machine_generated_instructions.jsonl");
        if (path is null)
        {
            output.WriteLine("Skipped: ../shared/data/self-instruct does not exist.");
            return;
        }

        var teacher = new SimulatedTeacher(0);
        var asked = 0;
        foreach (var line in File.ReadLines(path).Take(60))
        {
            using var record = JsonDocument.Parse(line);
            var prompt = record.RootElement.GetProperty("metadata").GetProperty("prompt").GetString()!;
            var open = int.Parse(prompt.TrimEnd().Split('\n')[^1].TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture);
            var text = await teacher.TextAsync(Prompt.FromUser(prompt));
            Assert.Contains($"\n{open + 1}. ", text, StringComparison.Ordinal);
            asked++;
        }

        Assert.True(asked > 0);
    }

    private static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", name);
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
