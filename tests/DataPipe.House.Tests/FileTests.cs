using System.Text.RegularExpressions;

namespace DataPipe.House.Tests;

public sealed partial class FileTests
{
    private const int MaxLines = 400;
    private const int MaxReadmeLines = 60;

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines()
    {
        var longer = Tree.Files("src", "*.cs").Where(f => File.ReadLines(f).Count() > MaxLines).Select(Tree.Relative);
        Assert.Empty(longer);
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        List<string> wrong = [];
        foreach (var file in Tree.Files("src", "*.cs"))
        {
            var match = Namespace().Match(File.ReadAllText(file));
            var folder = Path.GetDirectoryName(Tree.Relative(file))!.Replace('\\', '/')["src/".Length..].Replace('/', '.');
            if (match.Success && match.Groups[1].Value != folder) wrong.Add($"{Tree.Relative(file)}: {match.Groups[1].Value}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_file_is_named_for_a_type_in_it()
    {
        List<string> wrong = [];
        foreach (var file in Tree.Files("src", "*.cs").Where(f => Path.GetFileName(f) != "Program.cs"))
        {
            var name = Path.GetFileName(file).Split('.')[0];
            if (!Regex.IsMatch(File.ReadAllText(file), $@"\b(class|record|struct|interface|enum)\s+(struct\s+)?{Regex.Escape(name)}\b")) wrong.Add(Tree.Relative(file));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Type_names_avoid_words_that_say_nothing()
    {
        List<string> wrong = [];
        foreach (var file in Tree.Files("src", "*.cs"))
            foreach (Match type in EmptyName().Matches(File.ReadAllText(file)))
                wrong.Add($"{Tree.Relative(file)}: {type.Groups[1].Value}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_has_a_readme_of_at_most_one_page()
    {
        foreach (var project in Directory.EnumerateDirectories(Tree.Of("src")))
        {
            var readme = Path.Combine(project, "README.md");
            Assert.True(File.Exists(readme), $"{Tree.Relative(project)} has no README.md");
            Assert.True(File.ReadLines(readme).Count() <= MaxReadmeLines, $"{Tree.Relative(readme)} is longer than a page");
        }
    }

    [Fact]
    public void The_top_level_is_what_the_guide_says()
    {
        var folders = Directory.EnumerateDirectories(Tree.Root).Select(d => Path.GetFileName(d)!).Where(d => !d.StartsWith('.') && d is not ("runs" or "TestResults" or "BenchmarkDotNet.Artifacts"));
        Assert.Equal(["docs", "pipelines", "samples", "schemas", "src", "tests"], folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Globalization_stays_on_because_unicode_normalisation_needs_it()
    {
        Assert.Equal("e\u0301", "\u00e9".Normalize(System.Text.NormalizationForm.FormD));
        foreach (var project in Tree.Files("src", "*.csproj").Append(Tree.Of("Directory.Build.props")))
            Assert.DoesNotContain("InvariantGlobalization", File.ReadAllText(project), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|file|sealed|static|readonly|ref|partial|abstract|unsafe)\s+)*(?:class|record|struct|interface|enum)\s+(?:struct\s+)?(\w*(?:Manager|Helper|Util|Utils|Processor|Handler|Service|Data|Info|Base|Common|Impl))\b", RegexOptions.Multiline)]
    private static partial Regex EmptyName();
}
