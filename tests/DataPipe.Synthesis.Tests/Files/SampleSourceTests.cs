using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.Preferences;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Files;

public sealed class SampleSourceTests
{
    [Fact]
    public async Task Reads_a_sample_of_each_instance()
    {
        var run = await SeedsAsync("""{"id":"s1","name":"adding","instruction":"Add the numbers.","instances":[{"input":"1 2","output":"3"},{"input":"2 2","output":"4"}],"is_classification":false}""");
        Assert.Equal(["s1", "s1/2"], run.Ids);
        var sample = run.Records[1];
        Assert.Equal([new ChatMessage("user", "Add the numbers.\n\n2 2"), new ChatMessage("assistant", "4")], sample.Messages);
        Assert.Equal(new TaskLabel("adding", "Add the numbers.", "2 2", false, 0), sample.Task);
        Assert.Null(sample.Provenance.Teacher);
        Assert.Equal((2L, 2L), (run.Tally.RecordsIn, run.Tally.RecordsOut));
        Assert.True(sample.Tokens > 0);
    }

    [Fact]
    public async Task Takes_lines_without_instances_and_without_an_id()
    {
        var run = await SeedsAsync("""{"instruction":"Say hello."}""" + "\n" + """{"id":7,"instruction":"Add.","input":"1 1","output":"2","is_classification":true}""");
        Assert.Single(run.Records[0].Messages);
        Assert.StartsWith("seed-", run.Ids[0], StringComparison.Ordinal);
        Assert.Equal("7", run.Ids[1]);
        Assert.Equal("2", run.Records[1].Messages[1].Content);
        Assert.True(run.Records[1].Task.IsClassification);
    }

    [Theory]
    [InlineData("{", "malformed-line")]
    [InlineData("[]", "malformed-line")]
    [InlineData("null", "malformed-line")]
    [InlineData("""{"id":"b"}""", "malformed-line")]
    [InlineData("""{"id":"b","instruction":["x"]}""", "malformed-line")]
    [InlineData("""{"id":"b","instruction":"x","instances":3}""", "malformed-line")]
    [InlineData("""{"id":"b","instruction":"x","instances":["y"]}""", "malformed-line")]
    [InlineData("""{"id":"b","instruction":"x","is_classification":"yes"}""", "malformed-line")]
    [InlineData("""{"id":"b","instruction":"\ud800"}""", "malformed-line")]
    [InlineData("""{"id":"a","instruction":"again"}""", "duplicate-id")]
    public async Task A_bad_line_is_a_warning_with_its_place_and_the_others_are_read(string bad, string kind)
    {
        var run = await SeedsAsync("{\"id\":\"a\",\"instruction\":\"one\"}\n" + bad + "\n{\"id\":\"c\",\"instruction\":\"three\"}");
        Assert.Equal(["a", "c"], run.Ids);
        var warning = Assert.Single(run.Warnings);
        Assert.Equal((kind, 1L), (warning.Kind, warning.Count));
        Assert.StartsWith("input.jsonl:2 (byte 31): ", warning.Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_repeats_another_stays_and_is_a_warning()
    {
        var run = await SeedsAsync("""
            {"id":"a","instruction":"Sort.","instances":[{"input":"2 1","output":"1 2"},{"input":"3 1","output":"1 3"}]}
            {"id":"b","instruction":"Sort.","instances":[{"input":"3 1","output":"1 3"}]}
            {"id":"c","instruction":"Sort.","instances":[{"input":"3 1","output":"3 1"}]}
            """);
        Assert.Equal(["a", "a/2", "b", "c"], run.Ids);
        var warning = Assert.Single(run.Warnings);
        Assert.Equal(("repeated-seed", 1L), (warning.Kind, warning.Count));
        Assert.StartsWith("input.jsonl:2 ", warning.Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_file_repeats_is_told_too()
    {
        var run = await RunAsync(
            "seed-tasks", f => new SeedTasksOptions { Files = [f with { Pattern = "*.jsonl" }] },
            """
            {"id":"c","instruction":"Sort."}
            {"id":"d","instruction":"Sort."}
            {"id":"a","instruction":"Count."}
            """,
            """
            {"id":"a","instruction":"Sort."}
            {"id":"b","instruction":"Add."}
            """);
        Assert.Equal(["a", "b", "c", "d", "a"], run.Ids);
        var told = run.Warnings.ToDictionary(w => w.Kind);
        // By the file itself the second time, by both files the first and the second.
        Assert.Equal((3L, 1L), (told["repeated-seed"].Count, told["repeated-id"].Count));
        Assert.Contains(told["repeated-seed"].Examples, e => e.StartsWith("input.jsonl:1 (byte 0): 'c' says the same as one of another.jsonl", StringComparison.Ordinal));
        Assert.StartsWith("input.jsonl:3 ", told["repeated-id"].Examples[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{\"no\":1}\n{}", "input.jsonl:1 (byte 0): 'instruction' is missing or empty")]
    public async Task A_file_without_any_good_line_is_a_fault(string content, string cause)
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => SeedsAsync(content));
        Assert.Equal("DP2011", fault.Faults[0].Code);
        Assert.Contains(cause, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_prompts_as_questions_without_an_answer()
    {
        var run = await RunAsync("prompts", f => new PromptsOptions { Files = [f] }, """{"id":"p1","prompt":"Why is the sky blue?","category":"science"}""");
        var sample = Assert.Single(run.Records);
        Assert.Equal([new ChatMessage("user", "Why is the sky blue?")], sample.Messages);
        Assert.Equal("science", sample.Task.Name);
        Assert.Equal("p1", sample.Id);
    }

    [Fact]
    public void No_file_at_all_is_a_fault()
    {
        var fault = Assert.Throws<FaultException>(() => Stages.Create("prompts", new PromptsOptions(), new InMemorySetup(), new TeacherShelf()));
        Assert.Equal("DP1209", fault.Faults[0].Code);
    }

    private static Task<StageRun<Sample>> SeedsAsync(string content) => RunAsync("seed-tasks", f => new SeedTasksOptions { Files = [f] }, content);

    private static async Task<StageRun<Sample>> RunAsync(string stage, Func<Core.Catalogues.FilePattern, object> options, string content, string? another = null)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "input.jsonl"), content);
            if (another is not null) await File.WriteAllTextAsync(Path.Combine(folder.FullName, "another.jsonl"), another);
            return await StageRunner.RunAsync<Sample>(
                Stages.Create(stage, options(new("input.jsonl", folder.FullName)), new InMemorySetup(), new TeacherShelf()), [], StageRunnerOptions.Default);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
