using System.Globalization;
using DataPipe.Core.Datasets;
using DataPipe.Core.Records;
using DataPipe.Testing;
using YamlDotNet.RepresentationModel;

namespace DataPipe.Curation.Tests;

/// <summary>The cases of one step, from tests/cases: texts, and what the step makes of them.</summary>
internal sealed class CaseFile
{
    private CaseFile(YamlMappingNode root)
    {
        Step = Text(root, "step") ?? throw new InvalidDataException("a case file names its step");
        Cases = [.. ((YamlSequenceNode)root.Children["cases"]).Children.Cast<YamlMappingNode>()];
    }

    /// <summary>Name of the step.</summary>
    internal string Step { get; }

    /// <summary>The cases.</summary>
    internal IReadOnlyList<YamlMappingNode> Cases { get; }

    /// <summary>Reads a file.</summary>
    internal static CaseFile Read(string path)
    {
        using var reader = new StreamReader(path);
        var stream = new YamlStream();
        stream.Load(reader);
        return new CaseFile((YamlMappingNode)stream.Documents[0].RootNode);
    }

    /// <summary>A scalar of a mapping, or null.</summary>
    internal static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    /// <summary>A mapping in a mapping, or null.</summary>
    internal static YamlMappingNode? Mapping(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? (YamlMappingNode)value : null;

    /// <summary>The texts of a case: one, or several with the same outcome.</summary>
    internal static IReadOnlyList<string> Texts(YamlMappingNode @case) => @case.Children.TryGetValue("texts", out var several)
        ? [.. ((YamlSequenceNode)several).Children.Select(t => ((YamlScalarNode)t).Value!)]
        : [Text(@case, "text") ?? ""];

    /// <summary>What a case is about: a document with text, a sample with an answer, a preference with a rejected answer besides.</summary>
    internal static RecordType Type(YamlMappingNode @case) => Text(@case, "rejected") is not null ? RecordType.Preference : Text(@case, "answer") is not null ? RecordType.Sample : RecordType.Document;

    /// <summary>The sample of a case.</summary>
    internal static Sample Sample(YamlMappingNode @case, DatasetSchema schema) => new(
        "id", [.. Question(@case), new ChatMessage("assistant", Text(@case, "answer")!) { Reasoning = Text(@case, "reasoning") }], new TaskLabel("case", Text(@case, "question")!, "", false, 0), Provenance.Human("cases"))
    {
        Notes = Given(@case, schema),
    };

    /// <summary>The preference of a case.</summary>
    internal static Preference Preference(YamlMappingNode @case, DatasetSchema schema) => new(
        "id", Question(@case), [new ChatMessage("assistant", Text(@case, "answer")!)], [new ChatMessage("assistant", Text(@case, "rejected")!)], [], Provenance.Human("cases")) { Notes = Given(@case, schema) };

    /// <summary>The columns that reach the step in a case.</summary>
    internal static DatasetSchema Schema(YamlMappingNode @case) => new(
        Type(@case),
        [.. (Mapping(@case, "columns")?.Children ?? new YamlMappingNode().Children).Select(c =>
            new NoteColumn(((YamlScalarNode)c.Key).Value!, Enum.Parse<NoteType>(((YamlScalarNode)c.Value).Value!, ignoreCase: true), "A column."))]);

    /// <summary>The document of a case with one of its texts.</summary>
    internal static Document Document(YamlMappingNode @case, string text, DatasetSchema schema)
    {
        var given = Mapping(@case, "document") ?? new YamlMappingNode();
        return new Document(Text(given, "id") ?? "id", Utf8Text.From(text), Text(given, "source") ?? "web")
        {
            Url = Text(given, "url"),
            Language = Text(given, "language"),
            Title = Text(given, "title"),
            MediaType = Text(given, "media-type") ?? MediaTypes.Plain,
            Notes = Given(@case, schema),
        }.CountTokens(new SpaceTokenCounter());
    }

    private static ChatMessage[] Question(YamlMappingNode @case) => [new ChatMessage("user", Text(@case, "question")!)];

    private static Notes Given(YamlMappingNode @case, DatasetSchema schema)
    {
        var notes = Mapping(Mapping(@case, "document") ?? new YamlMappingNode(), "notes") ?? new YamlMappingNode();
        return new Notes([.. schema.Notes.Select(n => Value(n.Type, Text(notes, n.Name)))]);
    }

    private static NoteValue Value(NoteType type, string? text) => text is null
        ? NoteValue.Absent
        : type switch
        {
            NoteType.Integer => NoteValue.Of(long.Parse(text, CultureInfo.InvariantCulture)),
            NoteType.Number => NoteValue.Of(double.Parse(text, CultureInfo.InvariantCulture)),
            NoteType.Boolean => NoteValue.Of(bool.Parse(text)),
            _ => NoteValue.Of(text),
        };
}
