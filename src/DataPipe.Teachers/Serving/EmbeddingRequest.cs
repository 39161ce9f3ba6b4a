using System.Text.Json;

namespace DataPipe.Teachers.Serving;

/// <summary>A request to <c>/v1/embeddings</c>.</summary>
/// <param name="Model">The model asked for.</param>
/// <param name="Texts">The texts to embed.</param>
/// <param name="Dimensions">Length of each vector.</param>
/// <param name="AsBase64">Whether vectors are written as base64 of little-endian 32-bit floats.</param>
internal sealed record EmbeddingRequest(string Model, IReadOnlyList<string> Texts, int Dimensions, bool AsBase64)
{
    private const int DefaultDimensions = Embeddings.SimulatedEmbedder.UsualDimensions;
    private const int MaxDimensions = 4096;
    private const int MaxTexts = 2048;

    /// <summary>Reads a body; throws <see cref="ApiErrorException"/>.</summary>
    public static EmbeddingRequest Read(JsonElement body)
    {
        var dimensions = RequestBody.OptionalCount(body, "dimensions") ?? DefaultDimensions;
        if (dimensions is < 1 or > MaxDimensions)
            throw new ApiErrorException(ApiError.Invalid($"'dimensions' goes from 1 to {MaxDimensions}.", "dimensions"));
        var asBase64 = RequestBody.OptionalText(body, "encoding_format") switch
        {
            null or "float" => false,
            "base64" => true,
            var other => throw new ApiErrorException(ApiError.Invalid($"There is no encoding format '{other}'.", "encoding_format", "invalid_value")),
        };
        return new EmbeddingRequest(RequestBody.RequiredText(body, "model"), TextsOf(body), dimensions, asBase64);
    }

    private static List<string> TextsOf(JsonElement body)
    {
        var input = RequestBody.Field(body, "input") ?? throw RequestBody.Missing("input");
        var texts = new List<string>();
        if (input.ValueKind == JsonValueKind.String)
        {
            texts.Add(input.GetString()!);
        }
        else if (input.ValueKind == JsonValueKind.Array && input.GetArrayLength() is > 0 and <= MaxTexts)
        {
            foreach (var element in input.EnumerateArray())
            {
                texts.Add(element.ValueKind == JsonValueKind.String
                    ? element.GetString()!
                    : throw RequestBody.WrongType("input", "a string or an array of strings (token ids are not understood)"));
            }
        }
        else
        {
            throw RequestBody.WrongType("input", $"a string or an array of 1 to {MaxTexts} strings");
        }

        foreach (var text in texts)
        {
            if (text.Length == 0)
                throw new ApiErrorException(ApiError.Invalid("A text to embed is empty.", "input"));
        }

        return texts;
    }
}
