using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.FastText;

/// <summary>
/// Trains a supervised model of words and runs of words by a softmax, with fastText's update rule: the same examples, options and seed give the same bytes, on any machine
/// of one vector width and for any number of workers, since one thread does it. Source: Joulin et al. 2016, arXiv:1607.01759.
/// </summary>
public sealed class FastTextTrainer
{
    private readonly FastTextExamples _examples;
    private readonly FastTextTrainingOptions _options;
    private readonly int[] _rows; // of the examples' words; -1 for rare ones
    private readonly int[] _labelPlaces;
    private readonly FastTextDictionary _dictionary;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly float[] _hidden;
    private readonly float[] _gradient;
    private readonly float[] _scores;
    private int[] _features = new int[1024];

    private FastTextTrainer(FastTextExamples examples, FastTextTrainingOptions options)
    {
        (_examples, _options) = (examples, options with { Buckets = options.WordNgrams > 1 ? options.Buckets : 0 });
        (_dictionary, _rows, _labelPlaces) = MakeDictionary();
        var dimensions = options.Dimensions;
        _input = new float[checked((_dictionary.Words + _options.Buckets) * dimensions)];
        _output = new float[_labelPlaces.Length * dimensions];
        (_hidden, _gradient, _scores) = (new float[dimensions], new float[dimensions], new float[_labelPlaces.Length]);
        for (var i = 0; i < _input.Length; i++) _input[i] = (float)((Mix64.ToUnitInterval(Mix64.Combine((ulong)options.Seed, (ulong)i)) * 2 - 1) / dimensions);
    }

    /// <summary>Trains a model.</summary>
    /// <param name="examples">Texts with at least two labels.</param>
    /// <param name="options">How.</param>
    /// <param name="onEpoch">Told the number of each pass, from 1, and its mean loss in nats.</param>
    /// <param name="cancellation">Ends it between two examples.</param>
    public static FastTextModel Train(FastTextExamples examples, FastTextTrainingOptions options, Action<int, double> onEpoch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(onEpoch);
        if (examples.Labels.Count < 2) throw new ArgumentException("a classifier needs texts of at least two labels", nameof(examples));
        var trainer = new FastTextTrainer(examples, options);
        for (var epoch = 0; epoch < options.Epochs; epoch++) onEpoch(epoch + 1, trainer.Pass(epoch, cancellation));
        return trainer.Model();
    }

    private FastTextModel Model() => new(
        new()
        {
            Dimensions = _options.Dimensions, Epochs = _options.Epochs, MinCount = _options.MinCount, WordNgrams = _options.WordNgrams, Loss = FastTextLoss.Softmax, Buckets = _options.Buckets,
        },
        _dictionary,
        new PlainWeights(_input, _options.Dimensions),
        new PlainWeights(_output, _options.Dimensions));

    private (FastTextDictionary, int[], int[]) MakeDictionary()
    {
        var words = _examples.Words;
        // Frequent words first, as fastText has them; words of the same count by their bytes.
        var kept = Enumerable.Range(0, words.Count).Where(w => words[w].Count >= _options.MinCount).ToArray();
        Array.Sort(kept, (a, b) => words[b].Count.CompareTo(words[a].Count) is var order and not 0 ? order : _examples.TextOf(a).SequenceCompareTo(_examples.TextOf(b)));
        var labels = _examples.Labels.Select((l, i) => (l.Name, l.Examples, Place: i)).OrderByDescending(l => l.Examples).ThenBy(l => l.Name, StringComparer.Ordinal).ToArray();
        var rows = new int[words.Count];
        Array.Fill(rows, -1);
        var (text, ends) = (new List<byte>(), new List<int>());
        for (var i = 0; i < kept.Length; i++)
        {
            rows[kept[i]] = i;
            CollectionExtensions.AddRange(text, _examples.TextOf(kept[i]));
            ends.Add(text.Count);
        }

        var places = new int[labels.Length];
        for (var l = 0; l < labels.Length; l++)
        {
            places[labels[l].Place] = l;
            text.AddRange(Encoding.UTF8.GetBytes(FastTextModel.LabelPrefix + labels[l].Name));
            ends.Add(text.Count);
        }

        return (new(text, ends, kept.Length, [.. labels.Select(l => l.Examples)], null), rows, places);
    }

    private double Pass(int epoch, CancellationToken cancellation)
    {
        var order = Enumerable.Range(0, _examples.Count).ToArray();
        var keys = order.Select(i => Mix64.Combine((ulong)_options.Seed + (ulong)epoch, (ulong)i)).ToArray();
        Array.Sort(keys, order);
        double loss = 0;
        for (var i = 0; i < order.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var progress = (epoch + (double)i / order.Length) / _options.Epochs;
            loss += Learn(_examples.Examples[order[i]], (float)(_options.Rate * (1 - progress)));
        }

        return loss / order.Length;
    }

    private double Learn((int[] Words, int Label) example, float rate)
    {
        var count = FeaturesOf(example.Words);
        if (count == 0) return 0;
        var dimensions = _options.Dimensions;
        Array.Clear(_hidden);
        Array.Clear(_gradient);
        foreach (var feature in _features.AsSpan(0, count)) FloatLanes.Add(_hidden, _input.AsSpan(feature * dimensions, dimensions));
        foreach (ref var number in _hidden.AsSpan()) number /= count;
        for (var l = 0; l < _scores.Length; l++) _scores[l] = FloatLanes.Dot(_output.AsSpan(l * dimensions, dimensions), _hidden);
        FastTextScorer.Normalize(_scores);
        var target = _labelPlaces[example.Label];
        var loss = -Math.Log(Math.Max(1e-9, _scores[target]));
        for (var l = 0; l < _scores.Length; l++)
        {
            var step = rate * ((l == target ? 1 : 0) - _scores[l]);
            var row = _output.AsSpan(l * dimensions, dimensions);
            FloatLanes.Add(_gradient, row, step);
            FloatLanes.Add(row, _hidden, step);
        }

        foreach (var feature in _features.AsSpan(0, count)) FloatLanes.Add(_input.AsSpan(feature * dimensions, dimensions), _gradient, 1f / count);
        return loss;
    }

    // The rows that a predictor adds up for the same text.
    private int FeaturesOf(int[] words)
    {
        var most = words.Length * Math.Max(1, _options.WordNgrams);
        if (_features.Length < most) _features = new int[most * 2];
        var count = 0;
        foreach (var word in words)
            if (_rows[word] >= 0) _features[count++] = _rows[word];
        for (var first = 0; first < words.Length && _options.WordNgrams > 1; first++)
        {
            var run = FastTextHash.Run(_examples.Words[words[first]].Hash);
            for (var next = first + 1; next < words.Length && next - first < _options.WordNgrams; next++)
            {
                run = FastTextHash.Then(run, _examples.Words[words[next]].Hash);
                _features[count++] = _dictionary.Words + (int)(run % (uint)_options.Buckets);
            }
        }

        return count;
    }
}
