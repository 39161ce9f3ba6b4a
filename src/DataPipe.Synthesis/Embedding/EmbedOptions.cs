using System.ComponentModel.DataAnnotations;

namespace DataPipe.Synthesis.Embedding;

/// <summary>Which model embeds the texts, and how much of each.</summary>
public sealed record EmbedOptions
{
    /// <summary>Name of the teacher, in the pipeline's <c>teachers</c>, whose model embeds: <c>openai</c>, <c>azure-openai</c>, any server of that protocol, or <c>simulated</c>.</summary>
    [Required] public string Teacher { get; init; } = "";

    /// <summary>Column that the vectors go into. Source: ours; where <c>dedup-semantic</c> looks for them.</summary>
    public string Column { get; init; } = "embedding";

    /// <summary>Numbers of a vector, for models that can shorten theirs; null for the model's own. Source: OpenAI's embeddings endpoint.</summary>
    [Range(1, 65_536)] public int? Dimensions { get; init; }

    /// <summary>Characters of a text that are embedded; what is longer is cut there and counted as a warning. Source: OpenAI's embedding models take 8,191 tokens, which 6,000 characters of hardly any text pass.</summary>
    [Range(1, 10_000_000)] public int MaxCharacters { get; init; } = 6000;

    /// <summary>Texts of a request. Source: OpenAI's embeddings endpoint takes 2,048.</summary>
    [Range(1, 2048)] public int TextsPerRequest { get; init; } = 128;
}
