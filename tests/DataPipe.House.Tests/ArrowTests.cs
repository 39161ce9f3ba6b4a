using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DataPipe.House.Tests;

public sealed partial class ArrowTests
{
    private static readonly string[] Ground = ["Core", "Text", "Teachers", "Warc", "Parquet", "Compression"];

    // Roof to wings, wings to ground; never wing to wing, ground to ground or upward.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [], ["Text"] = [], ["Teachers"] = [], ["Warc"] = [], ["Parquet"] = [], ["Compression"] = [],
        ["Curation"] = Ground, ["Synthesis"] = Ground, ["Labeling"] = Ground, ["Execution"] = Ground, ["Storage"] = Ground,
        ["Cli"] = [.. Ground, "Curation", "Synthesis", "Labeling", "Execution", "Storage"],
    };

    // The two formats compile parts of Compression into themselves and refer to no project: docs/decisions/0010.
    private static readonly (string Room, string Source)[] CompiledIn = [("Warc", "Compression"), ("Parquet", "Compression")];

    [Fact]
    public void Every_using_line_follows_the_arrows()
    {
        List<string> wrong = [];
        foreach (var file in Tree.Files("src", "*.cs"))
        {
            var room = Tree.Relative(file).Split('/')[1]["DataPipe.".Length..];
            foreach (var other in Uses(file).Where(o => o != room))
                if (!Allowed[room].Contains(other) && !CompiledIn.Contains((room, other)))
                    wrong.Add($"{Tree.Relative(file)} uses DataPipe.{other}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_reference_follows_the_arrows()
    {
        List<string> wrong = [];
        foreach (var project in Tree.Files("src", "*.csproj"))
        {
            var room = Path.GetFileNameWithoutExtension(project)["DataPipe.".Length..];
            foreach (var reference in XDocument.Load(project).Descendants("ProjectReference"))
            {
                var other = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)["DataPipe.".Length..];
                if (!Allowed[room].Contains(other)) wrong.Add($"{room} -> {other}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Core_does_no_input_or_output_and_has_no_packages()
    {
        Assert.Empty(XDocument.Load(Tree.Of("src", "DataPipe.Core", "DataPipe.Core.csproj")).Descendants("PackageReference"));
        var guilty = Tree.Files("src/DataPipe.Core", "*.cs").Where(f => InputOutput().IsMatch(File.ReadAllText(f))).Select(Tree.Relative);
        Assert.Empty(guilty);
    }

    [Fact]
    public void Folders_inside_a_project_form_no_circle()
    {
        List<string> circles = [];
        foreach (var project in Directory.EnumerateDirectories(Tree.Of("src")).Select(p => Path.GetFileName(p)!))
        {
            Dictionary<string, HashSet<string>> arrows = [];
            foreach (var file in Tree.Files($"src/{project}", "*.cs"))
            {
                var folder = Folder(Tree.Relative(file));
                if (!arrows.TryGetValue(folder, out var to)) arrows[folder] = to = [];
                foreach (Match use in Inner().Matches(File.ReadAllText(file)))
                    if (use.Groups["project"].Value == project["DataPipe.".Length..] && use.Groups["folder"].Value is { Length: > 0 } other && other != folder)
                        to.Add(other);
            }

            foreach (var start in arrows.Keys.Order(StringComparer.Ordinal))
                if (Reaches(arrows, start, start, [])) circles.Add($"{project}/{start}");
        }

        Assert.Empty(circles);
    }

    private static bool Reaches(Dictionary<string, HashSet<string>> arrows, string from, string target, HashSet<string> seen)
    {
        foreach (var next in arrows.GetValueOrDefault(from, []))
            if (next == target || (seen.Add(next) && Reaches(arrows, next, target, seen)))
                return true;
        return false;
    }

    private static string Folder(string relative) => relative.Split('/') is { Length: > 3 } parts ? parts[2] : "";

    private static IEnumerable<string> Uses(string file) =>
        Room().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Where(r => Allowed.ContainsKey(r)).Distinct();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?DataPipe\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Room();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?DataPipe\.(?<project>\w+)(?:\.(?<folder>\w+))?", RegexOptions.Multiline)]
    private static partial Regex Inner();

    [GeneratedRegex(@"\b(File|Directory|FileStream|FileInfo|DirectoryInfo|HttpClient|Socket|Process)\.|new (FileStream|FileInfo|HttpClient|Socket)\b")]
    private static partial Regex InputOutput();
}
