using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace DataPipe.Cli.Tests;

/// <summary>Every file of a run with the hash of its bytes; receipts without their durations.</summary>
internal static class RunSnapshot
{
    public static SortedDictionary<string, string> Of(string run)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories))
            files[Path.GetRelativePath(run, file)] = Convert.ToHexStringLower(SHA256.HashData(file.EndsWith(".json", StringComparison.Ordinal) ? Timeless(file) : File.ReadAllBytes(file)));
        return files;
    }

    /// <summary>Files that belong to no dataset: what a crash might leave.</summary>
    public static IEnumerable<string> Strays(string run) =>
        Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(run, f))
            .Where(f => f.Contains(".tmp-", StringComparison.Ordinal) || f.Contains("/work/", StringComparison.Ordinal) || f.EndsWith(".lock", StringComparison.Ordinal));

    private static byte[] Timeless(string file)
    {
        var json = JsonNode.Parse(File.ReadAllBytes(file))!.AsObject();
        if (!json.ContainsKey("receipt")) return File.ReadAllBytes(file);
        json.Remove("checksum");
        foreach (var name in new[] { "seconds", "task_seconds" }) json["receipt"]!.AsObject().Remove(name);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
