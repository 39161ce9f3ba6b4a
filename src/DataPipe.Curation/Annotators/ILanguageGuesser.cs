using DataPipe.Text.FastText;
using DataPipe.Text.Language;

namespace DataPipe.Curation.Annotators;

/// <summary>Says which language a text is in; one a task.</summary>
internal interface ILanguageGuesser
{
    LanguageGuess Guess(ReadOnlySpan<byte> utf8);
}

/// <summary>The model that comes with DataPipe.</summary>
internal sealed class BuiltInGuesser : ILanguageGuesser
{
    public LanguageGuess Guess(ReadOnlySpan<byte> utf8) => LanguageIdentifier.Identify(utf8);
}

/// <summary>A fastText model whose labels are languages.</summary>
internal sealed class FastTextGuesser(FastTextModel model) : ILanguageGuesser
{
    private readonly FastTextPredictor _predictor = new(model);
    private readonly FastTextPrediction[] _predictions = new FastTextPrediction[1];

    public LanguageGuess Guess(ReadOnlySpan<byte> utf8) => _predictor.Predict(utf8, FastTextNewlines.Blanks, _predictions) == 0
        ? LanguageGuess.Unknown
        : new(model.Labels[_predictions[0].Label], Math.Min(1.0, _predictions[0].Probability));
}
