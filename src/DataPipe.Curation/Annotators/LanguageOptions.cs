using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Curation.Annotators;

/// <summary>What <see cref="LanguageStep"/> keeps.</summary>
public sealed record LanguageOptions
{
    /// <summary>ISO 639 codes of the languages that are kept; an empty list keeps all. Source: our own choice, all.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Smallest confidence of the guess, 0..1; null keeps every guess. Source: Penedo et al. 2023 (RefinedWeb), arXiv:2306.01116, as FineWeb and DCLM.</summary>
    [Range(0.0, 1.0)] public double? MinConfidence { get; init; } = 0.65;

    /// <summary>A fastText model whose labels are languages, such as lid.176.ftz; null takes the built-in model. Source: our own choice, null.</summary>
    public FilePattern? Model { get; init; }

    /// <summary>Whether the languages of lines are noted too: their shares in language_mixture, the share of the document's own in language_share. Source: our own choice, false.</summary>
    public bool Mixture { get; init; }
}
