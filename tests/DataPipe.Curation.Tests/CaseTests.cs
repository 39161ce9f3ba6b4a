using System.Globalization;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Testing;
using YamlDotNet.RepresentationModel;

namespace DataPipe.Curation.Tests;

/// <summary>
/// The case files of tests/cases that name a step of curation. A case has a name, options (with), a text or texts, perhaps a document and columns, or a
/// conversation (question, reasoning, answer, rejected), and what is expected: keep: true, drop: reason, and for what is kept the text or answer, language or notes.
/// </summary>
public class CaseTests
{
    private static readonly HashSet<string> Keys = ["name", "with", "text", "texts", "question", "reasoning", "answer", "rejected", "document", "columns", "keep", "drop", "cleaned", "language", "title", "media-type", "notes"];

    public static TheoryData<string> Files => [.. CurationCatalogue.Entries.Steps.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Cases_hold(string step)
    {
        var file = CaseFile.Read(Checkout.Find($"tests/cases/{step}.yaml"));
        Assert.Equal(step, file.Step);
        Assert.NotEmpty(file.Cases);
        Assert.All(file.Cases, @case => Check(step, @case));
        // Every reason a step declares is shown by a case.
        var shown = file.Cases.Select(c => CaseFile.Text(c, "drop")).OfType<string>().ToHashSet();
        Assert.Equal([], Steps.Entry(step).Reasons.Select(r => r.Name).Where(r => !shown.Contains(r)));
    }

    private static void Check(string step, YamlMappingNode @case)
    {
        var name = CaseFile.Text(@case, "name");
        Assert.Equal([], @case.Children.Keys.Select(k => ((YamlScalarNode)k).Value!).Where(k => !Keys.Contains(k)));
        var entry = Steps.Entry(step);
        var schema = CaseFile.Schema(@case);
        var plan = Steps.Plan(step, CaseOptions.Bind(CaseFile.Mapping(@case, "with"), entry.Options), schema);
        if (schema.Type == RecordType.Sample && Run(CaseFile.Sample(@case, schema)) is { } sample) Same("cleaned", sample.Messages[^1].Content);
        if (schema.Type == RecordType.Preference && Run(CaseFile.Preference(@case, schema)) is { } pair) Same("cleaned", pair.Chosen[^1].Content);
        if (schema.Type != RecordType.Document) return;
        foreach (var text in CaseFile.Texts(@case))
        {
            if (Run(CaseFile.Document(@case, text, schema)) is not { } document) continue;
            Same("cleaned", document.Text.ToString());
            Same("language", document.Language);
            Same("title", document.Title);
            Same("media-type", document.MediaType);
        }

        // The record that the step keeps, its outcome and notes looked at; null where it goes.
        T? Run<T>(T record) where T : class, IRecord<T>
        {
            var verdict = plan.Create<T>().Run(ref record, out _);
            Assert.True(Outcome(@case) == Outcome(verdict), $"{step}, {name}: expected {Outcome(@case)}, found {Outcome(verdict)}");
            if (verdict.IsDrop) return null;
            foreach (var note in CaseFile.Mapping(@case, "notes")?.Children ?? new YamlMappingNode().Children)
            {
                var column = plan.Output.IndexOf(((YamlScalarNode)note.Key).Value!);
                Assert.True(column >= 0, $"{step}, {name}: no column {note.Key}");
                Assert.Equal(((YamlScalarNode)note.Value).Value, Shown(plan.Output.Notes[column].Type, record.Notes[column]));
            }

            return record;
        }

        void Same(string key, string? found)
        {
            if (CaseFile.Text(@case, key) is { } expected && expected != found) Assert.Fail($"{step}, {name}: {key} is{Environment.NewLine}{found}");
        }
    }

    private static string? Shown(NoteType type, NoteValue value) => type switch
    {
        NoteType.Text => value.Text,
        NoteType.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        NoteType.Boolean => value.Boolean ? "true" : "false",
        _ => value.Number.ToString("0.##", CultureInfo.InvariantCulture),
    };

    private static string Outcome(YamlMappingNode @case) => CaseFile.Text(@case, "drop") ?? (CaseFile.Text(@case, "keep") == "true" ? "keep" : "no outcome given");

    private static string Outcome(Verdict verdict) => verdict.IsDrop ? verdict.Reason.Name : "keep";
}
