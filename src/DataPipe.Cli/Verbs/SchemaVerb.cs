using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataPipe.Cli.Documentation;
using DataPipe.Cli.Wiring;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Execution.Schemas;
using DataPipe.Storage.Parquet;

namespace DataPipe.Cli.Verbs;

/// <summary><c>datapipe schema</c>: the JSON Schemas under schemas/.</summary>
internal static class SchemaVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "One schema, such as pipeline or document. Default: all of them.", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Option<string?>("--out") { Description = "Writes NAME.schema.json files into a folder instead of printing.", HelpName = "DIR" };
        var command = new Command("schema", "Prints the JSON Schemas of pipelines, records and receipts.") { name, folder };
        command.SetAction(parsed => Print(parsed.GetValue(name), parsed.GetValue(folder)));
        return command;
    }

    /// <summary>All schemas by name.</summary>
    public static SortedDictionary<string, string> All()
    {
        var options = new OptionSchema(XmlComments.Of);
        return new SortedDictionary<string, string>(new Dictionary<string, JsonNode>
        {
            ["pipeline"] = PipelineSchema.Of(new Workplace().Catalogue, options),
            ["document"] = RecordSchema.Of(RecordType.Document),
            ["sample"] = RecordSchema.Of(RecordType.Sample),
            ["preference"] = RecordSchema.Of(RecordType.Preference),
            ["task-receipt"] = ReceiptSchema.Task(),
            ["dataset-receipt"] = ReceiptSchema.Dataset(),
        }.ToDictionary(s => s.Key, s => s.Value.ToJsonString(Indented) + "\n"), StringComparer.Ordinal);
    }

    private static int Print(string? name, string? folder)
    {
        var schemas = All();
        if (name is not null && !schemas.ContainsKey(name))
            throw new UsageException([new Fault("DP0002", $"no schema is named '{name}'{NearestName.Hint(name, schemas.Keys)}; there are {string.Join(", ", schemas.Keys)}", null)]);
        foreach (var (key, text) in schemas.Where(s => name is null || s.Key == name))
            if (folder is null) Console.Out.Write(text);
            else
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, $"{key}.schema.json"), text);
            }

        return ExitCodes.Done;
    }
}
