using System.Globalization;
using System.Text.Json;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Instructions;

/// <summary>A task that people wrote, as one line of the Self-Instruct seed format.</summary>
internal static class SeedTask
{
    /// <summary>The samples of one task: <c>id</c> for its first instance, <c>id/2</c> and so on for more.</summary>
    /// <exception cref="FormatException">A field is missing or of the wrong type.</exception>
    public static IReadOnlyList<Sample> Read(JsonElement line)
    {
        var instruction = JsonField.Required(line, "instruction");
        var id = JsonField.Optional(line, "id");
        if (id.Length == 0) id = "seed-" + RecordIds.Hash(instruction);
        var name = JsonField.Optional(line, "name");
        var isClassification = JsonField.Flag(line, "is_classification");
        // A line without instances may carry input and output itself, as the Alpaca format has it.
        if (!line.TryGetProperty("instances", out var instances)) return [One(line, id)];
        if (instances.ValueKind != JsonValueKind.Array) throw new FormatException("'instances' is not a list");
        if (instances.GetArrayLength() == 0) return [Of("", "", id)];
        return [.. instances.EnumerateArray().Select((instance, i) => One(instance, i == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}/{i + 1}")))];

        Sample One(JsonElement instance, string sampleId) => Of(JsonField.Optional(instance, "input").Trim(), JsonField.Optional(instance, "output").Trim(), sampleId);

        Sample Of(string input, string output, string sampleId) => new(
            sampleId,
            SampleMessages.Of(instruction, input, output),
            new TaskLabel(name, instruction, input, isClassification, 0),
            Provenance.Human("seed-tasks"));
    }
}
