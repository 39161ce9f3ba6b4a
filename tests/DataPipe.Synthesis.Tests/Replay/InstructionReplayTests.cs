using System.Text;
using System.Text.Json;
using DataPipe.Core.Faults;
using DataPipe.Synthesis.Replay;
using DataPipe.Synthesis.TaskBlocks;
using DataPipe.Synthesis.Tests.Support;
using Xunit.Abstractions;

namespace DataPipe.Synthesis.Tests.Replay;

public sealed class InstructionReplayTests(ITestOutputHelper output)
{
    private static readonly string[] Seeds = ["Write a short poem about the sea.", "Explain why leaves turn red in autumn."];

    [Fact]
    public async Task A_public_run_replays_to_the_last_bit()
    {
        if (Repository.SharedData("self-instruct") is not { } folder)
        {
            output.WriteLine("skipped: ../shared/data/self-instruct does not exist");
            return;
        }

        var seeds = await RowsAsync(File.OpenRead(Path.Combine(folder, "seed_tasks.jsonl")));
        var rows = await RowsAsync(File.OpenRead(Path.Combine(folder, "machine_generated_instructions.jsonl")));
        var report = InstructionReplay.Run([.. seeds.Select(s => s.Text)], rows, new ReplayOptions());
        output.WriteLine($"{report.Replies} replies, {report.Candidates} candidates, {report.Accepted} of {report.Recorded} accepted; {report.SimilaritiesEqual} of {report.Similarities} similarities, {report.ListsEqual} of {report.Lists} lists, {report.MeansEqual} of {report.Means} means bit-equal");
        Assert.True(report.Agrees && report.Replies > 0 && report.Similarities > 900 && report.Means == report.Recorded);
    }

    [Fact]
    public async Task Replies_in_Alpacas_form_give_their_instructions()
    {
        const string Reply = " Name three rivers of Europe.\n3. Input:\n<noinput>\n3. Output:\nRhine, Danube, Volga\n###\n4. Instruction: Compose a video about cats and dogs.\n4. Input:\n<noinput>\n4. Output:\nno\n###\n"
            + "5. Instruction: Write a short poem about the sea.\n5. Input:\n<noinput>\n5. Output:\nBlue\n###\n9. Instruction: Sort these numbers by size.\n9. Input:\n3 1 2\n9. Output:\n1 2 3\n###\n7. Instruction: Cut off here and there.\n7. Input:";
        var log = Log(new { instruction = "Name three rivers of Europe.", input = "", output = "Rhine, Danube, Volga", raw_response = new { choices = new[] { new { text = Reply, finish_reason = "length" } } } });
        var report = InstructionReplay.Run(Seeds, await RowsAsync(log), new ReplayOptions { MoreBlockedWords = ["video"] });
        Assert.Equal((1, 3, 1), (report.Replies, report.Candidates, report.Accepted));
        Assert.True(report.Agrees);
    }

    [Fact]
    public void Blocks_count_on_from_the_first_even_where_that_is_none() => Assert.Equal(
        ["Name three rivers of Europe."], TaskBlock.ParseAsPublished(" I cannot think of one.\n###\n5. Instruction: Name three rivers of Europe.\n5. Input:\n<noinput>\n5. Output:\nRhine\n###\n5. Instruction: x\n5. Input:\ny\n5. Output:\nz", isCutShort: false));

    [Fact]
    public async Task A_log_without_replies_is_replayed_from_its_instructions_and_its_figures_compared()
    {
        var near = 4 / 7.0; // "write short story about" of seven and of seven words
        var log = Log(
            new { instruction = "Write a short story about old trees.", most_similar_instructions = new Dictionary<string, double> { [Seeds[0]] = 2 * near * near / (near + near), [Seeds[1]] = 0.5 }, avg_similarity_score = 0.3 },
            new { instruction = "Write a short poem about the sea!", most_similar_instructions = new Dictionary<string, double>(), avg_similarity_score = 0.3 });
        var report = InstructionReplay.Run(Seeds, await RowsAsync(log), new ReplayOptions());
        Assert.False(report.Agrees);
        Assert.Equal([new ReplayDifference("too-similar", 1, "Write a short poem about the sea!")], report.Differences);
        Assert.Equal((2, 1), (report.Similarities, report.SimilaritiesEqual));
        Assert.Equal((2, 0), (report.Means, report.MeansEqual));
    }

    [Fact]
    public async Task Chinese_runs_recorded_no_similarity_and_their_duplicates_are_told()
    {
        string[] seeds = ["写一首关于大海的诗。"];
        object Row(string text, params string[] pool) => new { instruction = text, most_similar = pool.ToDictionary(p => p, _ => 0.0), avg_similarity_score = 0.0 };
        var log = Log(Row("解释秋天的树叶为什么会变红。", seeds[0]), Row("写一首关于大海的诗！", seeds[0], "解释秋天的树叶为什么会变红。"));
        var rows = await RowsAsync(log);
        var published = InstructionReplay.Run(seeds, rows, new ReplayOptions { AnyFirst = true });
        Assert.True(published.Agrees);
        Assert.Equal(1, published.TooNearInAllScripts);
        Assert.Equal(1, InstructionReplay.Run(seeds, rows, new ReplayOptions { AnyFirst = true, AllScripts = true }).Accepted);
        Assert.Equal("not-ascii-first", Assert.Single(InstructionReplay.Run(seeds, rows, new ReplayOptions()).Differences).Reason);
    }

    [Fact]
    public async Task Field_names_and_forms_of_descendants_are_known()
    {
        const string Json = """
            [{"instruction": "One", "similar_instructions": [["a", 0.5], ["b", 0.25]], "average_similarity_score": 0.1, "metadata": {"raw_response": {"choices": [{"message": {"content": "reply"}, "finish_reason": "length"}]}}},
             {"instruction": "Two", "most_similar": [{"text": "a", "score": 1}], "completion": "plain"}, {"other": 1}, 5]
            """;
        var (rows, malformed) = await RecordedLog.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes("\uFEFF" + Json)), "log", default);
        Assert.Equal(2, malformed);
        Assert.Equal(("reply", true, 0.1), (rows[0].Reply, rows[0].IsCut, rows[0].Mean));
        Assert.Equal([new("a", 0.5), new("b", 0.25)], rows[0].Similar!);
        Assert.Equal(("plain", false, new KeyValuePair<string, double>("a", 1)), (rows[1].Reply, rows[1].IsCut, Assert.Single(rows[1].Similar!)));
    }

    [Theory]
    [InlineData("[{\"instruction\": \"One\"}, {\"instr")]
    [InlineData("")]
    [InlineData("no JSON\n{\"input\": 1}\n")]
    public async Task What_is_no_log_is_told(string text)
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => RecordedLog.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), "log", default));
        Assert.Equal("DP1340", Assert.Single(fault.Faults).Code);
    }

    private static MemoryStream Log(params object[] rows) => new(Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(r => JsonSerializer.Serialize(r)))));

    private static async Task<IReadOnlyList<RecordedInstruction>> RowsAsync(Stream log)
    {
        await using (log) return (await RecordedLog.ReadAsync(log, "log", default)).Rows;
    }
}
