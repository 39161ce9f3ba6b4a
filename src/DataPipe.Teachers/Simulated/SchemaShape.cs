using System.Text.Json;

namespace DataPipe.Teachers.Simulated;

/// <summary>A request with a JSON Schema: an instance of it. Where it asks for a verdict or a rating of shown answers, the judge's own.</summary>
internal sealed class SchemaShape : IAnswerShape
{
    public string? TryAnswer(Asked asked)
    {
        if (asked.Prompt.JsonSchema is not { } schema)
            return null;
        using var document = JsonDocument.Parse(schema);
        return new SchemaWriter(document.RootElement, asked).Write();
    }
}
