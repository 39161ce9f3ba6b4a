using System.Text.Json.Nodes;
using DataPipe.Parquet.Mapping;
using DataPipe.Parquet.Schema;
using DataPipe.Parquet.Writing;

namespace DataPipe.Cli.Tests;

/// <summary><c>datapipe show FILE</c>: Parquet files of any schema.</summary>
public sealed class ShowFileTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"show-{Environment.ProcessId}-{Environment.TickCount64}.parquet");

    public sealed record Row(int Number, string Name, string[] Tags, DateOnly Day, double? Score);

    [Fact]
    public async Task A_file_of_any_schema_is_shown_and_searched()
    {
        await WriteAsync([.. Enumerable.Range(0, 500).Select(i => new Row(i, $"name-{i}", [.. Enumerable.Range(0, i % 3).Select(t => $"tag{t}")], new DateOnly(2024, 5, 1).AddDays(i), i % 2 == 0 ? null : i / 4.0))]);
        var shown = JsonNode.Parse((await Tool.SucceedAsync("show", _file, "--where", "Number >= 498", "--json")).Output)!;
        Assert.Equal(500, shown["rows"]!.GetValue<int>());
        Assert.Equal(2, shown["matched"]!.GetValue<int>());
        var last = shown["sample"]!.AsArray().Single(r => r!["Number"]!.GetValue<int>() == 499)!;
        Assert.Equal("name-499", last["Name"]!.GetValue<string>());
        Assert.Equal(["tag0"], last["Tags"]!.AsArray().Select(t => t!.GetValue<string>()));
        Assert.Equal("2025-09-12", last["Day"]!.GetValue<string>());
        Assert.Equal(124.75, last["Score"]!.GetValue<double>());
        var number = shown["columns"]!.AsArray().Single(c => c!["path"]!.GetValue<string>() == "Number")!;
        Assert.Equal(("0", "499"), (number["min"]!.GetValue<string>(), number["max"]!.GetValue<string>()));
    }

    public sealed record Speech(List<Turn> Turns, List<Odd> Odds);

    public sealed record Turn([property: ParquetColumn("role")] string Role, [property: ParquetColumn("content")] string Content);

    public sealed record Odd([property: ParquetColumn("role")] int Role);

    [Fact]
    public async Task Lists_that_only_look_like_messages_are_shown_as_they_are()
    {
        await WriteAsync([new Speech([new Turn("us\u001b[31mer", "hi")], [new Odd(7)])]);
        var shown = await Tool.SucceedAsync("show", _file);
        Assert.DoesNotContain("\u001b[31m", shown.Output, StringComparison.Ordinal);
        Assert.Contains("7", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_told_with_their_place()
    {
        await WriteAsync([new Row(1, "one", [], default, null)]);
        var column = await Tool.RunAsync("show", _file, "--where", "nmae = one");
        Assert.Contains("there is no column 'nmae'", column.Error, StringComparison.Ordinal);
        var rejects = await Tool.RunAsync("show", _file, "--rejects");
        Assert.Contains("is a file: name the folder of a dataset", rejects.Error, StringComparison.Ordinal);
        await using (var file = File.OpenWrite(_file)) file.SetLength(file.Length - 3);
        var cut = await Tool.RunAsync("show", _file);
        Assert.Equal(2, cut.ExitCode);
        Assert.Contains(_file, cut.Error, StringComparison.Ordinal);
        Assert.Contains("DP3007", cut.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_are_shown_however_deeply_they_are_nested()
    {
        var node = SchemaNode.Int32("leaf");
        for (var depth = 0; depth < 200; depth++) node = SchemaNode.Struct("in", false, node);
        await WriteAsync(node, column => column.Append(5));
        var shown = await Tool.SucceedAsync("show", _file, "--full");
        Assert.Contains("{\"leaf\":5}", shown.Output.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_in_a_damaged_file_do_not_drive_the_terminal()
    {
        await WriteAsync(SchemaNode.String("\u001b[31m\r\nred"), column => column.Append("text"));
        await using (var file = File.OpenWrite(_file))
        {
            file.Position = 30;
            file.Write(new byte[10]);
        }

        var shown = await Tool.RunAsync("show", _file);
        Assert.Equal(1, shown.ExitCode);
        Assert.StartsWith("DP3007", shown.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', shown.Error);
        Assert.Single(shown.Error.TrimEnd().Split('\n'));
    }

    public void Dispose() => File.Delete(_file);

    private async Task WriteAsync(SchemaNode column, Action<ColumnBuffer> append)
    {
        await using var file = File.Create(_file);
        await using var writer = new ParquetWriter(file, new ParquetSchema([column]), new ParquetWriterOptions());
        append(writer.Column(0));
        writer.EndRow();
        await writer.FinishAsync(CancellationToken.None);
    }

    private async Task WriteAsync<T>(T[] rows) where T : notnull
    {
        var mapping = new RecordMapping<T>();
        await using var file = File.Create(_file);
        await using var writer = new ParquetWriter(file, mapping.Schema, new ParquetWriterOptions { RowGroupBytes = 4096 });
        foreach (var row in rows)
        {
            mapping.Append(writer, row);
            await writer.FlushIfFullAsync(CancellationToken.None);
        }

        await writer.FinishAsync(CancellationToken.None);
    }
}
