using System.Text.Json;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Templates;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Testing;

namespace DataPipe.Synthesis.Tests.Templates;

public sealed class TemplatesTests
{
    [Theory]
    [InlineData("{{text}} by {{who.name}}", "Rain by Ann")]
    [InlineData("{{label|bad|good}}", "good")]
    [InlineData("{{flag|no|yes}}", "yes")]
    [InlineData("{{tags}} and {{tags.1}}", "a, b and b")]
    [InlineData("{{n}}", "7.5")]
    public void Fields_are_filled(string template, string expected)
    {
        using var row = JsonDocument.Parse("""{"text":"Rain","who":{"name":"Ann"},"label":1,"flag":true,"tags":["a","b"],"n":7.5}""");
        Assert.Equal(expected, TaskTemplate.Fill(template, row.RootElement));
    }

    [Theory]
    [InlineData("{{gone}}")]
    [InlineData("{{label|bad}}")]
    [InlineData("{{who}}")]
    [InlineData("{{tags.9}}")]
    public void A_field_that_is_not_there_or_no_text_is_told(string template)
    {
        using var row = JsonDocument.Parse("""{"text":"Rain","who":{"name":"Ann"},"label":1,"tags":["a"]}""");
        Assert.Throws<FormatException>(() => TaskTemplate.Fill(template, row.RootElement));
    }

    [Fact]
    public void Templates_without_a_border_or_of_one_name_are_faults_with_their_line()
    {
        var faults = new FaultList();
        var good = TaskTemplate.Parse("## a\nx\n|||\ny\n## b\nno border\n## a\nx\n|||\nz\n", "t.md", faults);
        Assert.Equal("a", Assert.Single(good).Name);
        Assert.Equal([("DP1306", 5), ("DP1306", 7)], faults.Faults.Select(f => (f.Code, f.At!.Line)));
    }

    [Theory]
    [InlineData(null, 1.0, new long[] { 10, 100, 1000 })]
    [InlineData(111L, 1.0, new long[] { 1, 10, 100 })]
    [InlineData(300L, 1_000_000.0, new long[] { 10, 100, 190 })]
    [InlineData(30L, 1_000_000.0, new long[] { 10, 10, 10 })]
    [InlineData(5000L, 1.0, new long[] { 10, 100, 1000 })]
    public void Sets_are_mixed_by_temperature_under_the_cap(long? samples, double temperature, long[] expected) =>
        Assert.Equal(expected, MixtureShares.Of([10, 100, 5000], [1, 1, 1], 1000, temperature, samples));

    [Fact]
    public void A_set_without_weight_gives_nothing_and_shares_add_up()
    {
        Assert.Equal([0L, 50L], MixtureShares.Of([100, 100], [0, 1], 1000, 1, 50));
        for (var wanted = 0; wanted < 60; wanted++) Assert.Equal(wanted, MixtureShares.Of([7, 13, 40], [1, 2, 0.3], 1000, 2, wanted).Sum());
    }

    [Fact]
    public async Task Rows_become_instructions_the_same_for_any_order_of_tasks_and_bad_rows_are_counted()
    {
        var folder = Directory.CreateTempSubdirectory("datapipe-templates-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.jsonl"), string.Concat(Enumerable.Range(0, 50).Select(i => $"{{\"text\":\"row {i}\",\"label\":{i % 2}}}\n")) + "{\"text\": 5\n{\"label\":1}\n{\"text\":\"\",\"label\":7}\n[]\n");
            File.WriteAllText(Path.Combine(folder.FullName, "b.json"), """{"Definition":["Write the plural."],"Instances":[{"input":"ox","output":["oxen"]},{"input":"cow","output":"cows"},{"input":"sheep","output":[]}]}""");
            File.WriteAllText(Path.Combine(folder.FullName, "t.md"), "## one\nIs it odd? {{text}}\n|||\n{{label|even|odd}}\n## two\n{{text}}: odd?\n|||\n{{label|no|yes}}\n");
            var options = new TemplatesOptions
            {
                Samples = 12, Temperature = 3, FewShotFraction = 0.5,
                Sets = new Dictionary<string, TemplatedSet>
                {
                    ["odd"] = new() { Files = [new("a.jsonl", folder.FullName)], Templates = new("t.md", folder.FullName) }, ["plural"] = new() { Files = [new("b.json", folder.FullName)] },
                },
            };
            var run = await RunAsync(options, StageRunnerOptions.Default);
            Assert.Equal(12, run.Records.Count + run.Dropped("empty-target"));
            Assert.Equal(4, run.Warnings.Single(w => w.Kind == "malformed-line").Count);
            Assert.Equal(run.Tally.RecordsIn, run.Tally.RecordsOut + run.Tally.Dropped.Sum(d => d.Records));
            Assert.Equal(53, run.Tally.RecordsIn);
            Assert.Contains(run.Records, r => r.Notes[1].Integer > 0);
            Assert.Contains(run.Records, r => r.Task.Name == "plural");
            Assert.Equal(run.Ids, (await RunAsync(options, new StageRunnerOptions { LastTaskFirst = true })).Ids);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<StageRun<Sample>> RunAsync(TemplatesOptions options, StageRunnerOptions runner) =>
        StageRunner.RunAsync<Sample>(Stages.Create("templates", options, Stages.Setup(), new TeacherShelf()), [], runner);
}
