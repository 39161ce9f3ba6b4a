using System.Text.Json.Nodes;
using DataPipe.Execution.Schemas;
using DataPipe.Execution.Tests.Support;

namespace DataPipe.Execution.Tests.Schemas;

public sealed class PipelineSchemaTests
{
    private static readonly JsonObject Schema = PipelineSchema.Of(TestStages.Of(new Probe()), new OptionSchema((type, property) => $"{type.Name}.{property}"));

    [Fact]
    public void Holds_every_stage_and_step_with_its_options()
    {
        var definitions = Schema["$defs"]!.AsObject();
        Assert.Equal(["stage-ask", "stage-lines", "stage-numbers", "stage-samples", "stage-stream", "stage-unique"], definitions.Select(d => d.Key).Where(k => k.StartsWith("stage-", StringComparison.Ordinal)));
        Assert.Equal(["step-drop-every", "step-explode", "step-length", "step-listed", "step-sample-step"], definitions.Select(d => d.Key).Where(k => k.StartsWith("step-", StringComparison.Ordinal)));
        var tasks = definitions["stage-numbers"]!["properties"]!["with"]!["properties"]!["tasks"]!;
        Assert.Equal("""{"type":"integer","minimum":0,"maximum":1000,"description":"NumbersOptions.Tasks","default":3}""", tasks.ToJsonString());
        Assert.Equal(["paths"], definitions["stage-lines"]!["properties"]!["with"]!["required"]!.AsArray().Select(r => r!.GetValue<string>()));
    }

    [Fact]
    public void A_source_has_no_from_and_a_stage_without_steps_none()
    {
        var numbers = Schema["$defs"]!["stage-numbers"]!["properties"]!.AsObject();
        Assert.False(numbers.ContainsKey("from"));
        Assert.True(numbers.ContainsKey("steps"));
        var unique = Schema["$defs"]!["stage-unique"]!;
        Assert.False(unique["properties"]!.AsObject().ContainsKey("steps"));
        Assert.Equal(["use", "from"], unique["required"]!.AsArray().Select(r => r!.GetValue<string>()));
    }

    [Fact]
    public void Names_resources_defaults_and_settings()
    {
        Assert.Equal("30s", Schema["properties"]!["teachers"]!["additionalProperties"]!["properties"]!["timeout"]!["default"]!.GetValue<string>());
        Assert.Equal("zstandard", Schema["properties"]!["defaults"]!["properties"]!["codec"]!["default"]!.GetValue<string>());
        Assert.True(Schema["$defs"]!["stage-stream"]!["properties"]!.AsObject().ContainsKey("on-error"));
    }

    [Fact]
    public async Task A_receipt_has_every_property_its_schema_requires()
    {
        using var run = new Run();
        await run.RunAsync();
        foreach (var key in run.Files().Where(f => f.EndsWith(".json", StringComparison.Ordinal)))
        {
            var schema = key.EndsWith("dataset.json", StringComparison.Ordinal) ? ReceiptSchema.Dataset() : ReceiptSchema.Task();
            var receipt = JsonNode.Parse(await File.ReadAllTextAsync(run.PathOf(key)))!;
            AssertRequired(schema, receipt, key);
            AssertRequired(schema["properties"]!["receipt"]!, receipt["receipt"]!, key);
        }
    }

    private static void AssertRequired(JsonNode schema, JsonNode value, string place)
    {
        foreach (var name in schema["required"]!.AsArray()) Assert.True(value.AsObject().ContainsKey(name!.GetValue<string>()), $"{place} lacks {name}");
        foreach (var (name, _) in value.AsObject()) Assert.True(schema["properties"]!.AsObject().ContainsKey(name), $"{place} has the unknown {name}");
    }
}
