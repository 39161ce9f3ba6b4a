namespace DataPipe.Text.FastText;

/// <summary>From the vector of a text to the probabilities of labels; one a thread.</summary>
internal sealed class FastTextScorer(FastTextModel model)
{
    private const int SigmoidSteps = 512;
    private const float SigmoidReach = 8;
    private static readonly float[] Sigmoids = MakeSigmoids();
    private readonly float[] _scores = model.Tree is null ? new float[model.Labels.Count] : [];
    private (int Node, float Score)[] _open = new (int, float)[64];

    /// <summary>The likeliest labels with at least <paramref name="threshold"/>, the likeliest first.</summary>
    internal int Predict(ReadOnlySpan<float> hidden, Span<FastTextPrediction> predictions, float threshold)
    {
        if (model.Tree is { } tree) return Descend(tree, hidden, predictions, threshold);
        for (var l = 0; l < _scores.Length; l++) _scores[l] = model.Output.Dot(l, hidden);
        if (model.Arguments.Loss == FastTextLoss.Softmax) Normalize(_scores);
        else
            foreach (ref var score in _scores.AsSpan()) score = Sigmoid(score);
        var found = 0;
        for (var l = 0; l < _scores.Length; l++)
            if (_scores[l] >= threshold) Insert(predictions, ref found, l, Log(_scores[l]));
        return Finish(predictions, found);
    }

    // Depth first, without the branches that cannot be among the best; by a stack of our own, since trees may be as deep as there are labels.
    private int Descend(LabelTree tree, ReadOnlySpan<float> hidden, Span<FastTextPrediction> predictions, float threshold)
    {
        int found = 0, open = 0;
        var least = Log(threshold);
        _open[open++] = (tree.Root, 0);
        while (open > 0)
        {
            var (node, score) = _open[--open];
            if (score < least || (found == predictions.Length && score < predictions[found - 1].Probability)) continue;
            if (tree.IsLabel(node))
            {
                Insert(predictions, ref found, node, score);
                continue;
            }
            var right = 1 / (1 + MathF.Exp(-model.Output.Dot(node - tree.Labels, hidden)));
            if (open + 2 > _open.Length) Array.Resize(ref _open, _open.Length * 2);
            _open[open++] = (tree.Right(node), score + Log(right));
            _open[open++] = (tree.Left(node), score + Log(1 - right));
        }
        return Finish(predictions, found);
    }

    // fastText ranks by this, and so its probabilities are 1e-5 too large.
    private static float Log(float probability) => (float)Math.Log(probability + 1e-5);

    private static void Insert(Span<FastTextPrediction> predictions, ref int found, int label, float score)
    {
        var full = found == predictions.Length;
        if (float.IsNaN(score) || (full && !(score > predictions[^1].Probability))) return;
        var at = full ? found - 1 : found++;
        for (; at > 0 && predictions[at - 1].Probability < score; at--) predictions[at] = predictions[at - 1];
        predictions[at] = new(label, score);
    }

    private static int Finish(Span<FastTextPrediction> predictions, int found)
    {
        foreach (ref var prediction in predictions[..found]) prediction = prediction with { Probability = MathF.Exp(prediction.Probability) };
        return found;
    }

    /// <summary>Makes probabilities of scores.</summary>
    internal static void Normalize(Span<float> scores)
    {
        var largest = float.NegativeInfinity;
        foreach (var score in scores) largest = Math.Max(largest, score);
        float sum = 0;
        foreach (ref var score in scores) sum += score = MathF.Exp(score - largest);
        foreach (ref var score in scores) score /= sum;
    }

    // fastText's sigmoid is a table: 512 steps from -8 to 8.
    private static float Sigmoid(float score) => score < -SigmoidReach ? 0 : score > SigmoidReach ? 1 : Sigmoids[(int)((score + SigmoidReach) * SigmoidSteps / SigmoidReach / 2)];

    private static float[] MakeSigmoids()
    {
        var table = new float[SigmoidSteps + 1];
        for (var i = 0; i < table.Length; i++) table[i] = (float)(1.0 / (1.0 + MathF.Exp(-(i * 2 * SigmoidReach / SigmoidSteps - SigmoidReach))));
        return table;
    }
}
