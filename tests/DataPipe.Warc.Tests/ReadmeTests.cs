using DataPipe.Compression.Tests;
using DataPipe.Warc.Http;

namespace DataPipe.Warc.Tests;

public class ReadmeTests
{
    [Fact]
    public async Task The_example_prints_the_pages_of_an_archive()
    {
        var path = Path.GetTempFileName();
        var lines = new List<string>();
        var cancellation = CancellationToken.None;
        try
        {
            await using (var writer = new WarcWriter(File.Create(path), new WarcWriterOptions()))
                await writer.WriteAsync(WarcRecordType.Response, "urn:x:1", DateTimeOffset.UnixEpoch, "http://example.com/", "application/http", Members.Bytes("HTTP/1.1 200 OK\r\n\r\nhello"), [], cancellation);
            var Console = lines;
            // README example
            await using var reader = new WarcReader(File.OpenRead(path), path, new WarcReaderOptions());
            while (await reader.ReadAsync(cancellation) is { } record)
            {
                if (record.Type != WarcRecordType.Response || !HttpMessage.TryParse(record.Block, out var message)) continue;
                if (message.TryDecodeBody(maxBytes: 64 << 20, out var body, out var problem))
                    Console.WriteLine($"{record.Offset} {record.TargetUri} {message.StatusCode} {body.Length}");
            }
            foreach (var warning in reader.TakeWarnings()) Console.WriteLine(warning.Message);
            // end of README example
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Equal(["0 http://example.com/ 200 5"], lines);
    }

    [Fact]
    public void The_example_in_the_README_is_the_one_above()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DataPipe.sln"))) folder = folder.Parent;
        var readme = Between(File.ReadAllText(Path.Combine(folder.FullName, "src/DataPipe.Warc/README.md")), "```csharp", "```");
        var test = Between(File.ReadAllText(Path.Combine(folder.FullName, "tests/DataPipe.Warc.Tests/ReadmeTests.cs")), "// README example", "// end of README example");
        Assert.Equal(readme, test);
    }

    [Fact]
    public void The_types_that_the_README_names_exist()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DataPipe.sln"))) folder = folder.Parent;
        var rows = File.ReadLines(Path.Combine(folder.FullName, "src/DataPipe.Warc/README.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var named = rows.SelectMany(row => row.Split('|')[1].Split('`').Where((_, i) => i % 2 == 1)).Select(name => name[(name.LastIndexOf('.') + 1)..]).ToList();
        Assert.True(named.Count >= 10);
        Assert.Empty(named.Except(typeof(WarcReader).Assembly.GetExportedTypes().Select(type => type.Name)));
    }

    private static string[] Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}

/// <summary>Lets a list stand in for the terminal in the example.</summary>
internal static class Lines
{
    public static void WriteLine(this List<string> lines, string line) => lines.Add(line);
}
