using System.Text.Json;
using DataPipe.Core.Records;
using DataPipe.Synthesis.Files;

namespace DataPipe.Synthesis.Preferences;

/// <summary>A prompt that people wrote, as one line of JSON: id, prompt, category.</summary>
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
                Provenance.Human("prompts")),
        ];
    }
}
