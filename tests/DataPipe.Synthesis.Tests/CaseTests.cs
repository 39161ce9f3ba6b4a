using DataPipe.Core.Catalogues;
using DataPipe.Core.Datasets;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Synthesis.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace DataPipe.Synthesis.Tests;

/// <summary>
/// The case files of tests/cases that name a step of synthesis. A case has a name, options (with), a question and an answer, of a preference a rejected one besides, and what is expected: keep: true or drop: reason, and for
/// what is kept the answer (cleaned) and notes.
/// </summary>
public sealed class CaseTests
{
    private static readonly Catalogue Entries = SynthesisCatalogue.Entries(new TeacherShelf(), new EmbedderShelf());
    private static readonly HashSet<string> Keys = ["name", "with", "system", "question", "answer", "rejected", "keep", "drop", "cleaned", "notes"];

    public static TheoryData<string> Files => [.. Entries.Steps.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Cases_hold(string step)
    {
        using var reader = new StreamReader(Path.Combine(Repository.Root, "tests", "cases", step + ".yaml"));
        var stream = new YamlStream();
        stream.Load(reader);
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        Assert.Equal(step, Text(root, "step"));
        var cases = ((YamlSequenceNode)root.Children["cases"]).Children.Cast<YamlMappingNode>().ToList();
        var entry = Entries.Steps.Single(s => s.Name == step);
        foreach (var @case in cases) Check(entry, @case);
        var shown = cases.Select(c => Text(c, "drop")).OfType<string>().ToHashSet();
        Assert.Equal([], entry.Reasons.Select(r => r.Name).Where(r => !shown.Contains(r)));
    }

    private static void Check(StepEntry entry, YamlMappingNode @case)
    {
        var name = Text(@case, "name");
        Assert.Equal([], @case.Children.Keys.Select(k => ((YamlScalarNode)k).Value!).Where(k => !Keys.Contains(k)));
        var faults = new FaultList();
        var options = StepOptions.Bind(@case.Children.TryGetValue("with", out var with) ? (YamlMappingNode)with : null, entry.Options);
        var plan = ChainPlan.Build(DatasetSchema.Of(Text(@case, "rejected") is null ? RecordType.Sample : RecordType.Preference), [new StepUse(entry, options, null)], faults);
        faults.ThrowIfAny();
        List<ChatMessage> messages = [];
        if (Text(@case, "system") is { } system) messages.Add(new ChatMessage("system", system));
        messages.Add(new ChatMessage("user", Text(@case, "question") ?? "Please tell me about this."));
        if (Text(@case, "answer") is { } answer) messages.Add(new ChatMessage("assistant", answer));
        if (Text(@case, "rejected") is { } rejected) Judge(new Preference("id", [.. messages.SkipLast(1)], [messages[^1]], [new ChatMessage("assistant", rejected)], [], Provenance.Human("cases")), p => p.Chosen);
        else Judge(new Sample("id", messages, new TaskLabel("", "", "", false, 0), Provenance.Human("cases")), s => s.Messages);

        void Judge<T>(T record, Func<T, IReadOnlyList<ChatMessage>> messagesOf) where T : class, IRecord<T>
        {
            var verdict = plan.Create<T>().Run(ref record, out _);
            var expected = Text(@case, "drop") ?? "keep";
            var found = verdict.IsDrop ? verdict.Reason.Name : "keep";
            Assert.True(expected == found, $"{entry.Name}, {name}: expected {expected}, found {found}");
            if (verdict.IsDrop) return;
            if (Text(@case, "cleaned") is { } cleaned) Assert.True(cleaned == messagesOf(record)[^1].Content, $"{entry.Name}, {name}: cleaned is{Environment.NewLine}{messagesOf(record)[^1].Content}");
            foreach (var note in @case.Children.TryGetValue("notes", out var notes) ? ((YamlMappingNode)notes).Children : new YamlMappingNode().Children)
            {
                var column = plan.Output.IndexOf(((YamlScalarNode)note.Key).Value!);
                Assert.True(column >= 0, $"{entry.Name}, {name}: no column {note.Key}");
                Assert.Equal(((YamlScalarNode)note.Value).Value, Shown(plan.Output.Notes[column].Type, record.Notes[column]));
            }
        }
    }

    private static string Shown(NoteType type, NoteValue value) => !value.HasValue ? "absent" : FormattableString.Invariant(type switch
    {
        NoteType.Integer => $"{value.Integer}",
        NoteType.Number => $"{value.Number}",
        NoteType.Boolean => $"{(value.Boolean ? "true" : "false")}",
        _ => $"{value.Text}",
    });

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;
}
