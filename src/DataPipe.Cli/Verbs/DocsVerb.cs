using System.CommandLine;
using DataPipe.Cli.Documentation;
using DataPipe.Cli.Wiring;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe docs</c>: the pages of docs/steps.</summary>
internal static class DocsVerb
{
    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "Folder that the pages are written into.", HelpName = "DIR", Required = true };
        var command = new Command("docs", "Writes a page for every step, made of its options, rules and columns, and one of the presets.") { folder };
        command.SetAction(parsed => Write(parsed.GetValue(folder)!));
        return command;
    }

    private static int Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in StepPages.Of(new Workplace().Catalogue)) File.WriteAllText(Path.Combine(folder, name), text);
        return ExitCodes.Done;
    }
}
