using System.Diagnostics;
using System.Globalization;

namespace DataPipe.Text.Tests.FastText;

/// <summary>fastText's own program, where it is installed.</summary>
internal static class FastTextProgram
{
    /// <summary>The path of the program, or null.</summary>
    internal static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => System.IO.Path.Combine(folder, "fasttext")).FirstOrDefault(File.Exists);

    /// <summary>Runs it and gives what it prints.</summary>
    internal static string Run(string arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(Path!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"fasttext {arguments}: {process.ExitCode} {errors.Result}");
        return output;
    }

    /// <summary>What it predicts for each line of a file: labels with their probabilities, the likeliest first.</summary>
    internal static List<List<(string Label, float Probability)>> Predict(string model, string file, int count, string folder)
    {
        List<List<(string, float)>> lines = [];
        foreach (var line in Run($"predict-prob {model} {file} {count}", folder).Split('\n')[..^1])
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            lines.Add([.. words.Chunk(2).Select(p => (p[0].Replace("__label__", "", StringComparison.Ordinal), float.Parse(p[1], CultureInfo.InvariantCulture)))]);
        }
        return lines;
    }
}
