using System.Diagnostics;
using System.Text.Json.Nodes;
using DataPipe.Parquet.Tests.Support;

namespace DataPipe.Parquet.Tests.Interop;

/// <summary>Runs the readers of tests/node, which share no code with this project.</summary>
internal static class NodeReader
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static string Folder => Path.Combine(SharedFiles.Root, "tests", "node");

    /// <summary>Null when the readers are installed, else why they cannot run.</summary>
    public static string? WhyAbsent => Directory.Exists(Path.Combine(Folder, "node_modules", "hyparquet"))
        && Directory.Exists(Path.Combine(Folder, "node_modules", "@duckdb"))
        ? null : "skipped: tests/node/node_modules does not exist; run 'npm ci' in tests/node";

    /// <summary>One object a file, as read-parquet.mjs prints it.</summary>
    public static async Task<List<JsonNode>> ReadAsync(string reader, string mode, params string[] files)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Folder, "read-parquet.mjs"));
        start.ArgumentList.Add(reader);
        start.ArgumentList.Add(mode);
        foreach (var file in files)
            start.ArgumentList.Add(file);
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        var text = await output;
        var read = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var faults = read.Where(file => file["error"] is not null).Select(file => $"{Path.GetFileName((string)file["file"]!)}: {file["error"]}");
        Assert.True(process.ExitCode == 0, string.Join('\n', [.. faults, await errors]));
        return read;
    }
}
