using System.Text.Json;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Recipes;

namespace DataPipe.Synthesis.Answering;

/// <summary>A system message that asks for a manner of answering, with its weight in each collection. Source: Orca, arXiv:2306.02707, section 3.1.</summary>
/// <param name="Id">Name of the message.</param>
/// <param name="Text">The message; empty for none at all.</param>
/// <param name="Weights">Weights by collection; <c>default</c> for the others.</param>
internal sealed record SystemMessage(string Id, string Text, IReadOnlyDictionary<string, double> Weights)
{
    private const string Default = "default";

    /// <summary>Reads the messages of a file; a line that is none is a fault (DP1301).</summary>
    public static IReadOnlyList<SystemMessage> Load(IStageSetup setup, FilePattern file, string option)
    {
        List<SystemMessage> messages = [];
        var lines = (setup.ReadText(file, option) ?? "").ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            try
            {
                using var json = JsonDocument.Parse(lines[i]);
                messages.Add(Read(json.RootElement));
            }
            catch (Exception wrong) when (wrong is JsonException or FormatException)
            {
                setup.Faults.Add("DP1301", $"the line is no system message: {wrong.Message}", new SourcePosition(file.Pattern, i + 1, 1));
            }
        }

        return messages;
    }

    /// <summary>One of the messages by the weights of a collection; null when none has a weight there.</summary>
    public static SystemMessage? Choose(IReadOnlyList<SystemMessage> messages, string collection, Interview interview)
    {
        var total = messages.Sum(m => m.WeightIn(collection));
        var at = interview.Fraction("system") * total;
        foreach (var message in messages)
        {
            var weight = message.WeightIn(collection);
            if (weight > 0 && at < weight) return message;
            at -= weight;
        }

        return messages.LastOrDefault(m => m.WeightIn(collection) > 0);
    }

    /// <summary>Weight in collections that it says nothing of.</summary>
    public double UsualWeight => WeightIn("");

    private double WeightIn(string collection) => Weights.TryGetValue(collection, out var weight) || Weights.TryGetValue(Default, out weight) ? weight : 0;

    private static SystemMessage Read(JsonElement line)
    {
        var id = JsonField.Required(line, "id");
        Dictionary<string, double> weights = new(StringComparer.Ordinal);
        if (!line.TryGetProperty("weights", out var given)) weights[Default] = 1;
        else if (given.ValueKind != JsonValueKind.Object) throw new FormatException("'weights' is not a mapping of collections to numbers");
        else
            foreach (var weight in given.EnumerateObject())
                weights[weight.Name] = weight.Value.ValueKind == JsonValueKind.Number && weight.Value.GetDouble() >= 0
                    ? weight.Value.GetDouble()
                    : throw new FormatException($"the weight of '{weight.Name}' is no number from 0 up");
        return new SystemMessage(id, JsonField.Optional(line, "text").Trim(), weights);
    }
}
