using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Prompts;
using DataPipe.Synthesis.Tests.Support;
using DataPipe.Teachers;

namespace DataPipe.Synthesis.Tests;

public sealed class CatalogueTests
{
    private static readonly Catalogue Entries = SynthesisCatalogue.Entries(new TeacherShelf(), new EmbedderShelf());

    [Fact]
    public void Names_its_stages_with_what_they_read_and_make() => Assert.Equal(
        [
            ("alpaca", RecordType.Sample, RecordType.Sample), ("answer", RecordType.Sample, RecordType.Sample), ("constrain", RecordType.Sample, RecordType.Sample), ("conversations", null, RecordType.Sample),
            ("embed", null, (RecordType?)null), ("evolve", RecordType.Sample, RecordType.Sample), ("grid", null, RecordType.Sample), ("grounded", RecordType.Document, RecordType.Sample),
            ("imitate", RecordType.Sample, RecordType.Sample), ("magpie", null, RecordType.Sample), ("preferences", RecordType.Sample, RecordType.Preference), ("prompts", null, RecordType.Sample),
            ("rate", RecordType.Sample, null), ("rephrase", RecordType.Sample, RecordType.Sample), ("seed-tasks", null, RecordType.Sample), ("select", RecordType.Sample, null), ("self-instruct", RecordType.Sample, RecordType.Sample), ("simulate", RecordType.Sample, RecordType.Sample),
            ("templates", null, RecordType.Sample), ("unnatural", RecordType.Sample, RecordType.Sample),
        ],
        Entries.Stages.OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => (s.Name, s.InputType, s.OutputType)));

    [Fact]
    public void What_stays_out_of_fingerprints_are_options_of_a_teacher()
    {
        var options = typeof(TeacherOptions).GetProperties().Select(p => string.Concat(p.Name.Select((c, i) => (i > 0 && char.IsUpper(c) ? "-" : "") + char.ToLowerInvariant(c)))).ToList();
        var section = Assert.Single(Entries.Resources, r => !r.IsSingle);
        Assert.All(section.Unfingerprinted, name => Assert.Contains(name, options));
        Assert.Equal(["allow-key-over-http", "api-key-variable", "api-key-variables"], section.Unfingerprinted.Where(n => n.StartsWith('a') && n != "authentication").Order());
        foreach (var shaping in new[] { "kind", "model", "endpoint", "seed" }) Assert.DoesNotContain(shaping, section.Unfingerprinted);
    }

    [Fact]
    public void Every_prompt_in_the_repository_is_well_formed()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Pipelines, "prompts"), "self-instruct-*.md"))
        {
            var faults = new FaultList();
            PromptTemplate.Parse(File.ReadAllText(file), file, [file.EndsWith("-tasks.md", StringComparison.Ordinal) ? "examples" : "instruction"], faults);
            Assert.Empty(faults.Faults);
        }
    }
}
