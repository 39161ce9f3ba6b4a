using System.CommandLine;

namespace DataPipe.Cli.Verbs;

/// <summary>Options that several verbs have.</summary>
internal static class CommonOptions
{
    public static Argument<string> Pipeline() => new("pipeline") { Description = "Pipeline file (YAML)." };

    public static Option<string?> Run() => new("--run") { Description = "Folder of the run. Default: runs/PIPELINE.", HelpName = "DIR" };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Overrides a value of the pipeline, such as stages.mix.with.tokens=1e6. May be given several times.",
        HelpName = "PATH=VALUE",
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> Json() => new("--json") { Description = "Prints results for machines." };

    public static Option<int> Workers() => new("--workers")
    {
        Description = "Tasks at once. Default: the number of cores.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        Validators = { result => { if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var n) || n is < 1 or > 1024)) result.AddError("--workers takes a whole number from 1 to 1024"); } },
    };
}
