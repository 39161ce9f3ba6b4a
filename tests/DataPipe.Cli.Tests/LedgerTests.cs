using System.Text.Json.Nodes;
using DataPipe.Parquet.Reading;
using DataPipe.Teachers;
using DataPipe.Teachers.Ledger;
using DataPipe.Teachers.Pricing;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Cli.Tests;

public sealed class LedgerTests : IDisposable
{
    private const int Answers = 12;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_ledger_is_shown_verified_exported_imported_and_pruned()
    {
        var ledger = _folder.Of("ledger");
        var key = await FillAsync(ledger);

        var table = (await Tool.SucceedAsync("ledger", "show", ledger)).Output;
        Assert.Contains($"{Answers} answers, 0 other calls", table, StringComparison.Ordinal);
        Assert.Contains("simulated-1 (simulated)", table, StringComparison.Ordinal);
        var show = Json(await Tool.SucceedAsync("ledger", "show", ledger, "--json"));
        Assert.Equal(Answers, show["answers"]!.GetValue<int>());
        Assert.Equal("USD", show["calls"]![0]!["currency"]!.GetValue<string>());
        Assert.True(Json(await Tool.SucceedAsync("ledger", "verify", ledger, "--json"))["sound"]!.GetValue<bool>());

        var lines = _folder.Of("calls.jsonl");
        await Tool.SucceedAsync("ledger", "export", ledger, lines);
        Assert.Equal(Answers, File.ReadLines(lines).Count());
        var parquet = _folder.Of("calls.parquet");
        await Tool.SucceedAsync("ledger", "export", ledger, parquet);
        await using (var stream = File.OpenRead(parquet))
        await using (var reader = await ParquetReader.OpenAsync(stream, "calls.parquet", CancellationToken.None))
            Assert.Equal(Answers, reader.RowGroups.Sum(g => g.Rows));

        foreach (var source in new[] { lines, ledger })
        {
            var copy = _folder.Of("copy-" + Path.GetFileName(source));
            var import = Json(await Tool.SucceedAsync("ledger", "import", copy, source, "--json"));
            Assert.Equal((Answers, 0), (import["taken"]!.GetValue<int>(), import["passed"]!.GetValue<int>()));
            Assert.Equal(key, Json(await Tool.SucceedAsync("ledger", "show", copy, key[..12], "--json"))["key"]!.GetValue<string>());
        }

        var prune = Json(await Tool.SucceedAsync("ledger", "prune", ledger, "--simulated", "--json"));
        Assert.Equal((0, Answers), (prune["kept"]!.GetValue<int>(), prune["given_up"]!.GetValue<int>()));
        Assert.Equal(0, Json(await Tool.SucceedAsync("ledger", "show", ledger, "--json"))["answers"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_entry_is_printed_readably_and_cannot_drive_the_terminal()
    {
        var ledger = _folder.Of("ledger");
        var key = await FillAsync(ledger);
        var entry = (await Tool.SucceedAsync("ledger", "show", ledger, key[..16])).Output;
        Assert.Contains("question 0 [[red]]not markup", entry, StringComparison.Ordinal);
        Assert.Contains("system", entry, StringComparison.Ordinal);
        Assert.Contains("sample 0: answered", entry, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', entry);
        Assert.Contains("\u241b[31m", entry, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_ends_verify_with_one_and_names_the_place()
    {
        var ledger = _folder.Of("ledger");
        _ = await FillAsync(ledger);
        var segment = Assert.Single(Directory.GetFiles(ledger, "*.seg"));
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);
        var verify = await Tool.RunAsync("ledger", "verify", ledger);
        Assert.Equal(1, verify.ExitCode);
        Assert.Contains($"of {Path.GetFileName(segment)} from byte", verify.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DP5010", "show", "NONE")]
    [InlineData("DP5010", "show", "LEDGER", "ffffffffffffffff")]
    [InlineData("DP5010", "export", "LEDGER", "calls.txt")]
    [InlineData("DP5010", "import", "LEDGER", "nothing.jsonl")]
    [InlineData("DP5011", "import", "LEDGER", "BAD")]
    [InlineData("DP5010", "prune", "NONE")]
    [InlineData("DP5010", "prune", "LEDGER", "--before", "yesterday")]
    public async Task A_mistake_is_one_line_with_a_remedy(string code, params string[] args)
    {
        var ledger = _folder.Of("ledger");
        _ = await FillAsync(ledger);
        await File.WriteAllTextAsync(_folder.Of("bad.jsonl"), "{}\n");
        var outcome = await Tool.RunAsync(["ledger", .. args.Select(a => a.Replace("LEDGER", ledger, StringComparison.Ordinal).Replace("NONE", _folder.Of("none"), StringComparison.Ordinal).Replace("BAD", _folder.Of("bad.jsonl"), StringComparison.Ordinal))]);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.StartsWith(code, Assert.Single(outcome.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<string> FillAsync(string folder)
    {
        using var ledger = CallLedger.Open(folder, new LedgerOptions(), TimeProvider.System);
        using var teacher = new LedgerTeacher(new SimulatedTeacher(1), ledger, new AskScope("quickstart", "answers"), LedgerMode.Use, new ModelPrice("USD", 1, 2), TimeProvider.System);
        Reply? first = null;
        for (var i = 0; i < Answers; i++)
        {
            var reply = await teacher.AskAsync(new Prompt { Messages = [new Message(Role.System, "\u001b[31mBe brief."), new Message(Role.User, $"question {i} [[red]]not markup")] }, CancellationToken.None);
            first ??= reply;
        }

        return first!.RequestKey!;
    }

    private static JsonNode Json(Tool.Outcome outcome) => JsonNode.Parse(outcome.Output)!;
}
