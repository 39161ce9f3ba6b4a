using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DataPipe.Core.Records;
using DataPipe.Core.Stages;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Templates;

/// <summary>Reads the rows of a file of a set, each through one of its templates by chance of the row's place; a row that does not fit is a counted warning.</summary>
internal static class TemplatedRows
{
    public static async IAsyncEnumerable<TemplatedRow> ReadAsync(
        TemplatesStage.SetFiles set, InputFile file, ITaskContext context, bool warn, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = await context.OpenFileAsync(file.Path, cancellation);
        long done = 0;
        await foreach (var record in SourceRecords.ReadAsync(stream, file.Name, cancellation))
        {
            if (warn) context.Advance(record.EndBytes - done);
            done = record.EndBytes;
            var rows = Rows(set, file, record, context.Seed, out var fault);
            if (fault is not null && warn) context.Warn("malformed-line", $"{SourceRecords.PlaceOf(file.Name, record)}: {fault}");
            foreach (var row in rows) yield return row;
        }
    }

    private static IReadOnlyList<TemplatedRow> Rows(TemplatesStage.SetFiles set, InputFile file, SourceRecords.Record record, long seed, out string? fault)
    {
        fault = record.Fault;
        if (fault is not null) return [];
        var id = string.Create(CultureInfo.InvariantCulture, $"{set.Name}/{file.Name}/{record.Number}");
        try
        {
            if (record.Value.ValueKind != JsonValueKind.Object) throw new FormatException("the line is not a JSON object");
            if (set.Options.Templates is null) return NaturalInstructions(record.Value, id);
            if (set.Templates.Count == 0) return [];
            var template = set.Templates[(int)(Chance.Bits($"{id}/template", seed) % (ulong)set.Templates.Count)];
            return [new TemplatedRow(id, $"{template.Name}:{template.Hash}", TaskTemplate.Fill(template.Input, record.Value).Trim(), TaskTemplate.Fill(template.Target, record.Value).Trim())];
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException)
        {
            fault = wrong.Message;
            return [];
        }
    }

    // A task file of Natural Instructions on one line: the definition, then each instance with the first of its outputs.
    private static List<TemplatedRow> NaturalInstructions(JsonElement task, string id)
    {
        var definition = task.TryGetProperty("Definition", out var given) && given.ValueKind == JsonValueKind.Array && given.GetArrayLength() > 0 ? given[0].GetString() ?? "" : JsonField.Required(task, "Definition");
        if (!task.TryGetProperty("Instances", out var instances) || instances.ValueKind != JsonValueKind.Array) throw new FormatException("'Instances' is not a list");
        List<TemplatedRow> rows = [];
        foreach (var instance in instances.EnumerateArray())
        {
            var output = instance.TryGetProperty("output", out var outputs) && outputs.ValueKind == JsonValueKind.Array ? outputs.EnumerateArray().FirstOrDefault() : outputs;
            var target = output.ValueKind == JsonValueKind.String ? output.GetString()!.Trim() : "";
            rows.Add(new TemplatedRow(string.Create(CultureInfo.InvariantCulture, $"{id}/{rows.Count}"), "natural-instructions", $"{definition.Trim()}\n\n{JsonField.Optional(instance, "input").Trim()}".Trim(), target));
        }

        return rows;
    }
}
