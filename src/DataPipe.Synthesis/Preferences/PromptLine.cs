using System.Text.Json;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Files;
using DataPipe.Synthesis.Verifying;

namespace DataPipe.Synthesis.Preferences;

/// <summary>A prompt that people wrote, as one line of JSON: id, prompt, category, and what its answer is checked against.</summary>
internal static class PromptLine
{
    /// <summary>The sample of one line: a question without an answer.</summary>
    /// <exception cref="FormatException">A field is missing or of the wrong type.</exception>
    public static IReadOnlyList<Sample> Read(JsonElement line)
    {
        var prompt = JsonField.Required(line, "prompt");
        var id = JsonField.Optional(line, "id");
        return
        [
            new Sample(
                id.Length == 0 ? "prompt-" + RecordIds.Hash(prompt) : id,
                [new ChatMessage("user", prompt)],
                new TaskLabel(JsonField.Optional(line, "category"), prompt, "", false, 0),
                Provenance.Human("prompts")) { GroundTruth = TruthOf(line) },
        ];
    }

    // A text is the right answer or the written form of a truth; an object is a truth. Null where nothing checks.
    private static string? TruthOf(JsonElement line)
    {
        if (!line.TryGetProperty("ground_truth", out var truth) || truth.ValueKind == JsonValueKind.Null) return null;
        var text = truth.ValueKind == JsonValueKind.Object ? truth.GetRawText() : JsonField.Optional(line, "ground_truth");
        return GroundTruth.Read(text).Kind == GroundTruth.AnswerKind && truth.ValueKind != JsonValueKind.Object ? text.Trim() : GroundTruth.Read(text).Write();
    }
}
