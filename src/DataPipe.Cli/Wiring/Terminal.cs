using System.Text.Json;
using System.Text.Json.Nodes;
using DataPipe.Core.Faults;
using Spectre.Console;

namespace DataPipe.Cli.Wiring;

/// <summary>The two ways out: results to standard output, everything else to standard error.</summary>
internal sealed class Terminal
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = 1000, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const int PlainWidth = 160;

    public Terminal(bool json)
    {
        IsJson = json;
        Out = Create(Console.Out, Console.IsOutputRedirected);
        Error = Create(Console.Error, Console.IsErrorRedirected);
    }

    /// <summary>Whether results are for machines.</summary>
    public bool IsJson { get; }

    /// <summary>Results.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Progress, notices and faults.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether a person looks at standard error.</summary>
    public bool IsLive => !IsJson && !Console.IsErrorRedirected && Error.Profile.Capabilities.Interactive && Error.Profile.Capabilities.Ansi;

    /// <summary>Prints a JSON result, indented.</summary>
    public static void WriteJson(JsonNode json) => Console.Out.WriteLine(json.ToJsonString(Indented));

    /// <summary>Prints one JSON object on one line.</summary>
    public static void WriteJsonLine(JsonNode json) => Console.Out.WriteLine(json.ToJsonString());

    /// <summary>Prints a line to standard error.</summary>
    public void Say(string line)
    {
        if (!IsJson) Console.Error.WriteLine(line);
    }

    /// <summary>Prints faults, one a line, and gives the exit code.</summary>
    public int Report(IReadOnlyList<Fault> faults, int exitCode)
    {
        if (IsJson)
            WriteJsonLine(new JsonObject
            {
                ["event"] = "failed",
                ["faults"] = new JsonArray([.. faults.Select(f => (JsonNode)new JsonObject { ["code"] = f.Code, ["message"] = f.Message, ["at"] = f.At?.ToString() })]),
            });
        foreach (var fault in faults) Console.Error.WriteLine(fault.ToString());
        return exitCode;
    }

    // A file or a pipe gets no colours and a width of its own.
    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (redirected) console.Profile.Width = PlainWidth;
        return console;
    }
}
