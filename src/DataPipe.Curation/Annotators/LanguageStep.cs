using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.Language;

namespace DataPipe.Curation.Annotators;

/// <summary>What <see cref="LanguageStep"/> keeps.</summary>
public sealed record LanguageOptions
{
    /// <summary>ISO 639-1 codes of the languages that are kept; an empty list keeps all. Source: our own choice, all.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Smallest confidence of the guess, 0..1; null keeps every guess. Source: Penedo et al. 2023 (RefinedWeb), arXiv:2306.01116, as FineWeb and DCLM.</summary>
    [Range(0.0, 1.0)] public double? MinConfidence { get; init; } = 0.65;
}

/// <summary>Identifies the language of documents: sets it, notes how sure the guess is, and drops documents in other languages or in none.</summary>
public sealed class LanguageStep(LanguageOptions options) : ICleaner<Document>, IAnnotator<Document>
{
    /// <summary>A language that is not kept.</summary>
    public static readonly DropReason WrongLanguage = new("wrong-language");

    /// <summary>A guess that is not sure enough.</summary>
    public static readonly DropReason LowConfidence = new("low-confidence");

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [WrongLanguage, LowConfidence];

    /// <summary>The column it adds.</summary>
    public static NoteColumn Confidence { get; } = new("language_confidence", NoteType.Number, "How sure the guess of the language is, 0..1.");

    private readonly HashSet<string> _keep = new(options.Keep, StringComparer.OrdinalIgnoreCase);
    private double _confidence;

    /// <inheritdoc/>
    public Verdict Clean(Document record, out Document cleaned)
    {
        var guess = LanguageIdentifier.Identify(record.Text.Span);
        _confidence = guess.Confidence;
        cleaned = record.Language == guess.Language ? record : record with { Language = guess.Language };
        if (_keep.Count > 0 && !_keep.Contains(guess.Language)) return Verdict.Drop(WrongLanguage);
        return Verdict.DropIf(guess.Confidence < options.MinConfidence, LowConfidence);
    }

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes) => notes[0] = NoteValue.Of(_confidence);
}
