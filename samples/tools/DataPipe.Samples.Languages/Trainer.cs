using System.Numerics;
using System.Runtime.InteropServices;
using DataPipe.Text.Hashing;
using DataPipe.Text.Language;

namespace DataPipe.Samples.Languages;

/// <summary>Multinomial logistic regression over the features of <see cref="ScriptModel"/>, by stochastic gradients with a step a row of its own (AdaGrad). One thread, so that the same corpus gives the same model.</summary>
internal sealed class Trainer
{
    private const float Rate = 0.3f;
    private const double SequencesInstead = 0.3; // how often a known word is read as an unknown one, so that sequences are learnt from common words too
    private const float WordRate = 4; // a word is met more rarely than the sequences of other words that would stand in its place
    private readonly Corpus _corpus;
    private readonly Script _script;
    private readonly uint[] _keys;
    private readonly ScriptModel _index;
    private readonly float[] _weights;
    private readonly float[] _squares;
    private readonly bool[] _isWord;

    internal Trainer(Corpus corpus, Script script, uint[] keys)
    {
        (_corpus, _script, _keys) = (corpus, script, keys);
        var width = ScriptModel.WidthOf(corpus.Languages.Length);
        _weights = new float[(keys.Length + ScriptModel.UnknownRows) * width];
        _squares = new float[keys.Length + ScriptModel.UnknownRows];
        _isWord = new bool[_squares.Length];
        _index = new(script, corpus.Languages, 1, keys, []);
    }

    /// <summary>One pass over all examples; gives the mean loss in nats.</summary>
    internal double Pass(int number)
    {
        var order = Enumerable.Range(0, _corpus.Training.Count).OrderBy(i => Mix64.Combine((ulong)number, (ulong)i)).ToArray();
        double loss = 0;
        var scores = new float[_index.Width];
        var features = new List<int>();
        var rate = Rate / (1 + number);
        foreach (var i in order)
        {
            var (language, text) = _corpus.Training[i];
            var letters = Read(text, features, Mix64.Combine((ulong)number, (ulong)i));
            if (letters == 0) continue;
            var norm = 1 / MathF.Sqrt(letters);
            Score(features, norm, scores);
            loss -= Math.Log(Math.Max(1e-9, scores[language]));
            scores[language] -= 1;
            float length = 0;
            foreach (var score in scores) length += score * score;
            length *= norm * norm;
            foreach (var feature in features) Step(feature, scores, rate * norm, length);
        }
        return loss / order.Length;
    }

    /// <summary>The model, its evidence rounded to bytes of <paramref name="unit"/>; evidence below <paramref name="threshold"/> units is left out.</summary>
    internal (ScriptModel Model, uint[] Keys, sbyte[] Rows) Rounded(float unit, int threshold)
    {
        var rows = new sbyte[_weights.Length];
        for (var row = 0; row < _squares.Length; row++)
        {
            var weights = _weights.AsSpan(row * _index.Width, _corpus.Languages.Length);
            // Only differences count; most languages have the same small evidence, which becomes 0.
            var sorted = weights.ToArray();
            Array.Sort(sorted);
            var middle = sorted[sorted.Length / 2];
            for (var l = 0; l < weights.Length; l++)
            {
                var value = (int)MathF.Round((weights[l] - middle) / unit);
                rows[row * _index.Width + l] = (sbyte)(Math.Abs(value) < threshold ? 0 : Math.Clamp(value, -127, 127));
            }
        }
        return (new(_script, _corpus.Languages, unit, _keys, rows), _keys, rows);
    }

    private int Read(byte[] text, List<int> features, ulong seed)
    {
        features.Clear();
        var letters = 0;
        Span<ushort> buffer = stackalloc ushort[ScriptWords.BufferLength];
        Span<int> found = stackalloc int[ScriptWords.BufferLength * ScriptModel.MaxOrder];
        var words = new ScriptWords(text, _script, buffer);
        while (words.Next())
        {
            letters += words.Current.Length - 2;
            var asSequences = Mix64.ToUnitInterval(Mix64.Combine(seed, (ulong)letters)) < SequencesInstead;
            var count = asSequences ? _index.SequencesOf(words.Current, found) : _index.FeaturesOf(words.Current, found);
            if (count == 1) _isWord[found[0]] = true; // unknown words have two sequences at least
            CollectionExtensions.AddRange(features, found[..count]);
        }
        return letters;
    }

    // Probabilities of all classes.
    private void Score(List<int> features, float norm, float[] scores)
    {
        Array.Clear(scores);
        foreach (var feature in CollectionsMarshal.AsSpan(features))
        {
            var row = _weights.AsSpan(feature * _index.Width, _index.Width);
            for (var at = 0; at < row.Length; at += Vector<float>.Count)
                (new Vector<float>(scores.AsSpan(at)) + new Vector<float>(row[at..])).CopyTo(scores, at);
        }
        var classes = scores.AsSpan(0, _corpus.Languages.Length);
        var largest = float.MinValue;
        foreach (var score in classes) largest = Math.Max(largest, score);
        float sum = 0;
        foreach (ref var score in classes) sum += score = MathF.Exp((score - largest) * norm);
        foreach (ref var score in classes) score /= sum;
    }

    private void Step(int feature, float[] gradient, float rate, float length)
    {
        var step = new Vector<float>(-rate * (_isWord[feature] ? WordRate : 1) / MathF.Sqrt(1e-4f + (_squares[feature] += length)));
        var row = _weights.AsSpan(feature * _index.Width, _index.Width);
        for (var at = 0; at < row.Length; at += Vector<float>.Count)
            (new Vector<float>(row[at..]) + step * new Vector<float>(gradient, at)).CopyTo(row[at..]);
    }
}
