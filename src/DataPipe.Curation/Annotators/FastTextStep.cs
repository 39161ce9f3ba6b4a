using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Text.FastText;

namespace DataPipe.Curation.Annotators;

/// <summary>Labels documents by a fastText model: notes the label and its probability, and drops what is not asked for.</summary>
public sealed class FastTextStep : IAnnotator<Document>, IFilter<Document>, IPreparedStep
{
    /// <summary>A label that is not kept, or none at all.</summary>
    public static readonly DropReason WrongLabel = new("wrong-label");

    /// <summary>A score that is too small.</summary>
    public static readonly DropReason LowScore = new("low-score");

    /// <summary>Every reason, in the order of the rules.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [WrongLabel, LowScore];

    private readonly FastTextOptions _options;
    private readonly ModelFile _file;
    private readonly HashSet<string> _keep;
    private FastTextPredictor? _predictor;
    private FastTextPrediction[] _predictions = [];
    private IReadOnlyList<string> _labels = [];
    private int _label = -1;
    private string? _found;
    private double _score;

    private FastTextStep(FastTextOptions options, ModelFile file) => (_options, _file, _keep) = (options, file, new(options.Keep, StringComparer.Ordinal));

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(FastTextOptions options) =>
    [
        new($"{options.Column}_label", NoteType.Text, "The likeliest label of the fastText model."),
        new($"{options.Column}_score", NoteType.Number, "The probability of the label asked for, else of the likeliest, 0..1."),
    ];

    /// <summary>Makes the step; a missing model is a fault.</summary>
    public static FastTextStep Create(FastTextOptions options, StepScope scope) => new(options, ModelFile.Find(options.Model, scope));

    /// <inheritdoc/>
    public void Prepare()
    {
        var model = _file.Load();
        (_labels, _predictor) = (model.Labels, new(model));
        if (_options.Label is { } label) _label = PlaceOf(label);
        foreach (var kept in _options.Keep) PlaceOf(kept);
        _predictions = new FastTextPrediction[_label < 0 ? 1 : _labels.Count];
    }

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes)
    {
        var found = _predictor!.Predict(record.Text.Span, _options.Newlines, _predictions);
        (_found, _score) = (found == 0 ? null : _labels[_predictions[0].Label], 0);
        foreach (var prediction in _predictions.AsSpan(0, found))
            if (_label < 0 || prediction.Label == _label)
            {
                // fastText's softmax tells 1e-5 too much.
                _score = Math.Min(1.0, prediction.Probability);
                break;
            }
        notes[0] = NoteValue.Of(_found);
        notes[1] = NoteValue.Of(_score);
    }

    /// <inheritdoc/>
    public Verdict Judge(Document record)
    {
        if (_keep.Count > 0 && (_found is null || !_keep.Contains(_found))) return Verdict.Drop(WrongLabel);
        return Verdict.DropIf(_score < _options.MinScore, LowScore);
    }

    private int PlaceOf(string label)
    {
        for (var i = 0; i < _labels.Count; i++)
            if (_labels[i] == label) return i;
        throw new FaultException([new Fault("DP1241", $"the model {_file.Name} has no label '{label}'{NearestName.Hint(label, _labels)}", _file.At)], null);
    }
}
