namespace DataPipe.Text.FastText;

/// <summary>Labels texts by a model, the same as fastText does: one a thread; once its buffers have grown to the longest text it allocates nothing.</summary>
public sealed class FastTextPredictor
{
    internal static ReadOnlySpan<byte> EndOfLine => "</s>"u8;
    internal static ReadOnlySpan<byte> LabelPrefix => "__label__"u8;
    private readonly FastTextModel _model;
    private readonly FastTextScorer _scorer;
    private readonly float[] _hidden;
    private uint[] _hashes = new uint[256];
    private int _words;
    private long _features;

    /// <summary>A predictor of <paramref name="model"/>.</summary>
    public FastTextPredictor(FastTextModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _scorer, _hidden) = (model, new FastTextScorer(model), new float[model.Arguments.Dimensions]);
    }

    /// <summary>The likeliest labels of a text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="newlines">What a newline means; to fastText itself a text is one line.</param>
    /// <param name="predictions">Filled with the likeliest labels, the likeliest first.</param>
    /// <param name="threshold">Smallest probability of a label.</param>
    /// <returns>How many there are: fewer than asked for when the model has fewer that reach the threshold, or knows nothing in the text.</returns>
    public int Predict(ReadOnlySpan<byte> utf8, FastTextNewlines newlines, Span<FastTextPrediction> predictions, float threshold = 0)
    {
        if (predictions.Length == 0 || !Represent(utf8, newlines)) return 0;
        return _scorer.Predict(_hidden, predictions, threshold);
    }

    // The mean of the vectors of all features; false when there are none.
    private bool Represent(ReadOnlySpan<byte> utf8, FastTextNewlines newlines)
    {
        Array.Clear(_hidden);
        (_words, _features) = (0, 0);
        for (var at = 0; ; )
        {
            while (at < utf8.Length && IsBlank(utf8[at]) && (utf8[at] != '\n' || newlines == FastTextNewlines.Blanks)) at++;
            if (at == utf8.Length || utf8[at] == '\n') break;
            var start = at;
            var hash = FastTextHash.Start;
            while (at < utf8.Length && !IsBlank(utf8[at])) hash = FastTextHash.Then(hash, utf8[at++]);
            var token = utf8[start..at];
            if (token.SequenceEqual(EndOfLine)) break;
            AddToken(token, hash);
        }
        AddToken(EndOfLine, FastTextHash.Of(EndOfLine));
        AddRuns();
        if (_features == 0) return false;
        var share = (float)(1.0 / _features);
        foreach (ref var number in _hidden.AsSpan()) number *= share;
        return true;
    }

    internal static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'\v' or (byte)'\f' or 0;

    private void AddToken(ReadOnlySpan<byte> token, uint hash)
    {
        var place = _model.Dictionary.Find(token, hash);
        if (place >= _model.Words || (place < 0 && token.StartsWith(LabelPrefix))) return; // labels say nothing of a text
        if (place >= 0) AddRow(place);
        if (_model.Arguments.MaxSubword > 0 && !token.SequenceEqual(EndOfLine)) AddSubwords(token);
        if (_model.Arguments.WordNgrams < 2) return;
        if (_words == _hashes.Length) Array.Resize(ref _hashes, _words * 2);
        _hashes[_words++] = hash;
    }

    // Runs of MinSubword to MaxSubword characters of the word in angle brackets, the brackets alone left out.
    private void AddSubwords(ReadOnlySpan<byte> token)
    {
        int min = _model.Arguments.MinSubword, max = _model.Arguments.MaxSubword;
        var length = token.Length + 2;
        for (var start = 0; start < length; start++)
        {
            if (IsContinuation(At(token, start))) continue;
            var hash = FastTextHash.Start;
            for (int at = start, characters = 1; at < length && characters <= max; characters++)
            {
                do hash = FastTextHash.Then(hash, At(token, at++));
                while (at < length && IsContinuation(At(token, at)));
                if (characters >= min && !(characters == 1 && (start == 0 || at == length))) AddBucket(hash % (uint)_model.Arguments.Buckets);
            }
        }
    }

    private static byte At(ReadOnlySpan<byte> token, int at) => at == 0 ? (byte)'<' : at <= token.Length ? token[at - 1] : (byte)'>';

    private static bool IsContinuation(byte b) => (b & 0xC0) == 0x80;

    private void AddRuns()
    {
        for (var first = 0; first < _words; first++)
        {
            var run = FastTextHash.Run(_hashes[first]);
            for (var next = first + 1; next < _words && next - first < _model.Arguments.WordNgrams; next++)
            {
                run = FastTextHash.Then(run, _hashes[next]);
                AddBucket((uint)(run % (uint)_model.Arguments.Buckets));
            }
        }
    }

    private void AddBucket(uint bucket)
    {
        if (_model.Dictionary.RowOf((int)bucket) is var row and >= 0) AddRow(row);
    }

    private void AddRow(int row)
    {
        _model.Input.AddRow(row, _hidden);
        _features++;
    }
}
