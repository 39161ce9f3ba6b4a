using System.Text.Json.Nodes;
using DataPipe.Core.Catalogues;
using DataPipe.Execution.Configuration;
using DataPipe.Execution.Pipelines;

namespace DataPipe.Execution.Schemas;

/// <summary>JSON Schema of pipeline files, for editors: every stage and step of the catalogue with its options.</summary>
public static class PipelineSchema
{
    /// <summary>The schema.</summary>
    public static JsonObject Of(Catalogue catalogue, OptionSchema options)
    {
        var definitions = new JsonObject();
        var stageChoices = new JsonArray();
        foreach (var stage in catalogue.Stages)
        {
            definitions[$"stage-{stage.Name}"] = Stage(stage, options);
            stageChoices.Add(new JsonObject { ["$ref"] = $"#/$defs/stage-{stage.Name}" });
        }

        var stepChoices = new JsonArray { new JsonObject { ["enum"] = new JsonArray([.. catalogue.Steps.Select(s => (JsonNode)s.Name)]) } };
        foreach (var step in catalogue.Steps)
        {
            definitions[$"step-{step.Name}"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = step.Summary,
                ["properties"] = new JsonObject { ["use"] = new JsonObject { ["const"] = step.Name }, ["with"] = options.Of(step.Options) },
                ["required"] = new JsonArray("use"),
                ["additionalProperties"] = false,
            };
            stepChoices.Add(new JsonObject { ["$ref"] = $"#/$defs/step-{step.Name}" });
        }

        if (catalogue.Presets.Count > 0)
            stepChoices.Add(new JsonObject
            {
                ["type"] = "object",
                ["description"] = "The steps of a preset. Under 'with', options of single steps by the step's name, null for a step to leave out, or options of all steps that have them.",
                ["properties"] = new JsonObject { ["preset"] = new JsonObject { ["enum"] = new JsonArray([.. catalogue.Presets.Select(p => (JsonNode)p.Name)]) }, ["with"] = new JsonObject { ["type"] = "object" } },
                ["required"] = new JsonArray("preset"),
                ["additionalProperties"] = false,
            });
        definitions["step"] = new JsonObject { ["anyOf"] = stepChoices };
        definitions["stage"] = new JsonObject { ["anyOf"] = stageChoices };
        var head = options.Of(typeof(PipelineHead))["properties"]!.DeepClone().AsObject();
        var properties = new JsonObject { ["pipeline"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9][a-z0-9-]{0,63}$", ["description"] = "Name of the pipeline; its runs lie in runs/NAME." } };
        foreach (var (name, schema) in head.ToArray()) properties[name] = schema!.DeepClone();
        properties["params"] = new JsonObject { ["type"] = "object", ["description"] = "Values that ${params.name} stands for." };
        properties["defaults"] = options.Of(typeof(StageSettings));
        foreach (var resource in catalogue.Resources)
            if (resource.IsSingle)
            {
                var section = options.Of(resource.Options);
                section["description"] = resource.Summary;
                properties[resource.Section] = section;
            }
            else properties[resource.Section] = new JsonObject { ["type"] = "object", ["description"] = resource.Summary, ["additionalProperties"] = options.Of(resource.Options) };
        properties["stages"] = new JsonObject { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = new JsonObject { ["$ref"] = "#/$defs/stage" } };
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "DataPipe pipeline",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray("pipeline", "stages"),
            ["additionalProperties"] = false,
            ["$defs"] = definitions,
        };
    }

    private static JsonObject Stage(StageEntry stage, OptionSchema options)
    {
        var properties = new JsonObject { ["use"] = new JsonObject { ["const"] = stage.Name } };
        if (stage.MaxInputs > 0)
            properties["from"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" },
                    new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["minItems"] = stage.MinInputs, ["maxItems"] = stage.MaxInputs }),
            };
        properties["with"] = options.Of(stage.Options);
        if (stage.TakesSteps) properties["steps"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["$ref"] = "#/$defs/step" } };
        foreach (var (name, schema) in options.Of(typeof(StageSettings))["properties"]!.AsObject()) properties[name] = schema!.DeepClone();
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = stage.Summary,
            ["properties"] = properties,
            ["required"] = stage.MinInputs > 0 ? new JsonArray("use", "from") : new JsonArray("use"),
            ["additionalProperties"] = false,
        };
    }
}
