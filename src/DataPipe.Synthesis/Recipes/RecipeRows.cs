using System.Text.Json.Serialization;

namespace DataPipe.Synthesis.Recipes;

/// <summary>How the rows between the rounds of a recipe are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KeptText))]
[JsonSerializable(typeof(CoverageRow))]
internal sealed partial class RecipeRows : JsonSerializerContext;
