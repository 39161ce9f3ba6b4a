using System.ComponentModel.DataAnnotations;

namespace DataPipe.Teachers.Embeddings;

/// <summary>How texts are embedded. Source of the limits: OpenAI's embeddings endpoint.</summary>
public sealed record EmbeddingOptions
{
    /// <summary>Length of each vector; null for the model's own.</summary>
    [Range(1, 65536)]
    public int? Dimensions { get; init; }

    /// <summary>Largest number of texts in one request.</summary>
    [Range(1, 2048)]
    public int MaxTexts { get; init; } = 2048;

    /// <summary>Largest number of tokens in one request, each byte of UTF-8 counting as one, which no tokenizer exceeds.</summary>
    [Range(1, 10_000_000)]
    public int MaxTokens { get; init; } = 300_000;

    /// <summary>Whether vectors are sent as base64 of 32-bit floats, a third of the bytes; not every compatible server can.</summary>
    public bool AsBase64 { get; init; } = true;
}
