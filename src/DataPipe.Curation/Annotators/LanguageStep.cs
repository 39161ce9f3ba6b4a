using DataPipe.Core.Records;
using DataPipe.Core.Steps;

namespace DataPipe.Curation.Annotators;

/// <summary>Identifies the language of documents: sets it, notes how sure the guess is and, where asked, the languages of lines, and drops documents in other languages or in none.</summary>
public sealed class LanguageStep : ICleaner<Document>, IAnnotator<Document>, IPreparedStep
{
    /// <summary>A language that is not kept.</summary>
    public static readonly DropReason WrongLanguage = new("wrong-language");

    /// <summary>A guess that is not sure enough.</summary>
    public static readonly DropReason LowConfidence = new("low-confidence");

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [WrongLanguage, LowConfidence];

    /// <summary>The column it always adds.</summary>
    public static NoteColumn Confidence { get; } = new("language_confidence", NoteType.Number, "How sure the guess of the language is, 0..1.");

    /// <summary>The languages of lines.</summary>
    public static NoteColumn Mixture { get; } = new("language_mixture", NoteType.Text, "Languages of the lines with their shares of the characters, the largest first, such as en:0.83 de:0.17.");

    /// <summary>The share of the document's language.</summary>
    public static NoteColumn Share { get; } = new("language_share", NoteType.Number, "Share of the characters that stand in lines of the document's language, 0..1.");

    private readonly LanguageOptions _options;
    private readonly HashSet<string> _keep;
    private readonly ModelFile? _model;
    private ILanguageGuesser _guesser = new BuiltInGuesser();
    private LanguageMixture? _mixture;
    private double _confidence;

    /// <summary>A step with the built-in model.</summary>
    public LanguageStep(LanguageOptions options) : this(options, null)
    {
    }

    private LanguageStep(LanguageOptions options, ModelFile? model)
    {
        (_options, _keep, _model) = (options, new(options.Keep, StringComparer.OrdinalIgnoreCase), model);
        if (options.Mixture) _mixture = new(_guesser);
    }

    /// <summary>The columns that options make it add.</summary>
    public static IReadOnlyList<NoteColumn> Columns(LanguageOptions options) => options.Mixture ? [Confidence, Mixture, Share] : [Confidence];

    /// <summary>Makes the step; a model that is missing is a fault.</summary>
    public static LanguageStep Create(LanguageOptions options, StepScope scope) => new(options, options.Model is { } model ? ModelFile.Find(model, scope) : null);

    /// <inheritdoc/>
    public void Prepare()
    {
        if (_model is null) return;
        _guesser = new FastTextGuesser(_model.Load());
        if (_options.Mixture) _mixture = new(_guesser);
    }

    /// <inheritdoc/>
    public Verdict Clean(Document record, out Document cleaned)
    {
        var guess = _guesser.Guess(record.Text.Span);
        _confidence = guess.Confidence;
        cleaned = record.Language == guess.Language ? record : record with { Language = guess.Language };
        if (_keep.Count > 0 && !_keep.Contains(guess.Language)) return Verdict.Drop(WrongLanguage);
        return Verdict.DropIf(guess.Confidence < _options.MinConfidence, LowConfidence);
    }

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes)
    {
        notes[0] = NoteValue.Of(_confidence);
        if (_mixture is null) return;
        _mixture.Read(record.Text.Span);
        notes[1] = NoteValue.Of(_mixture.ToString());
        notes[2] = NoteValue.Of(_mixture.ShareOf(record.Language!));
    }
}
