namespace DataPipe.Cli.Tests;

/// <summary>The real archive beside the project, when it is there.</summary>
internal static class RealInput
{
    public static string Archive { get; } = Path.GetFullPath(Tool.Of("..", "shared", "data", "web", "real-web.warc.gz"));

    public static bool IsThere => File.Exists(Archive);

    /// <summary>Puts the archive in the place of the sample web.</summary>
    public static string[] Sets => ["--set", $"params.web={Archive}", "--set", "params.tokens=2e5"];
}
