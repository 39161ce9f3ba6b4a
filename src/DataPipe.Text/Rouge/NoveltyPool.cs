namespace DataPipe.Text.Rouge;

/// <summary>
/// A growing pool of short texts that tells how near a new one comes by ROUGE-L. Exact: texts are looked at by their rarest tokens first, and those are spared a comparison that share too few
/// tokens to matter, because the common subsequence is never longer than the tokens two texts share. Used by one thread at a time. Source of its use: Wang et al. 2022 (Self-Instruct), arXiv:2212.10560.
/// </summary>
/// <param name="tokenizer">Cuts the texts.</param>
public sealed class NoveltyPool(RougeTokenizer tokenizer)
{
    private const double Slack = 1e-9; // bounds are compared with room for rounding; the exact formula decides
    private readonly List<int[]> _texts = [];
    private readonly List<TokenTexts> _byToken = [];
    private readonly CommonLength _common = new();
    private readonly List<(int Token, int Times, int Texts)> _query = [];
    private int[] _seen = []; // by text: the search that met it last
    private int _searches;

    /// <summary>The number of texts.</summary>
    public int Count => _texts.Count;

    /// <summary>Adds <paramref name="text"/> and gives its place.</summary>
    public int Add(string text)
    {
        var tokens = tokenizer.Tokenize(text);
        var place = _texts.Count;
        _texts.Add(tokens);
        var sketch = TokenSketch.Of(tokens);
        foreach (var token in tokens)
        {
            while (_byToken.Count <= token) _byToken.Add(new());
            _byToken[token].Add(new(sketch, place));
        }
        return place;
    }

    /// <summary>The largest ROUGE-L F of <paramref name="text"/> with a text of the pool; 0 when none shares a token.</summary>
    public double MaxSimilarity(string text) => Search(tokenizer.Tokenize(text), 0, 1) is [var best, ..] ? best.F : 0;

    /// <summary>The nearest text whose F is above <paramref name="threshold"/>, of equals the first added; null when there is none, so exactly the threshold counts as new. Throws <see cref="ArgumentOutOfRangeException"/> below 0.</summary>
    public NoveltyMatch? NearestAbove(string text, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        return Search(tokenizer.Tokenize(text), threshold, 1) is [var best, ..] ? best : null;
    }

    /// <summary>The <paramref name="count"/> nearest texts with an F above 0, nearest first, of equals the first added; fewer when the pool has fewer.</summary>
    public IReadOnlyList<NoveltyMatch> Nearest(string text, int count) => Search(tokenizer.Tokenize(text), 0, count);

    /// <summary>The ROUGE-L F of <paramref name="text"/> to every text, [texts] in the order of adding. Compares with each; their mean as published is <see cref="PairwiseSum"/> by their number.</summary>
    public double[] Similarities(string text)
    {
        var tokens = tokenizer.Tokenize(text);
        var scores = new double[_texts.Count];
        _common.Begin(tokens);
        for (var i = 0; i < scores.Length; i++) scores[i] = Score(tokens, i);
        _common.End();
        return scores;
    }

    private double Score(int[] tokens, int text) => RougeScore.Of(_common.With(_texts[text]), tokens.Length, _texts[text].Length).F;

    private List<NoveltyMatch> Search(int[] tokens, double threshold, int count)
    {
        var best = new List<NoveltyMatch>(Math.Min(count, 16) + 1);
        if (count < 1 || tokens.Length == 0) return best;
        if (_seen.Length < _texts.Count) Array.Resize(ref _seen, Math.Max(_texts.Count, _seen.Length * 2));
        _searches++;
        Gather(tokens);
        _common.Begin(tokens);
        var sketch = TokenSketch.Of(tokens);
        var floor = threshold; // an F below it is of no use
        var left = tokens.Length;
        foreach (var (token, times, _) in _query)
        {
            // What was not met yet has at most the tokens that are left in common: F = 2 l / (n + m) with l <= left and l <= m. So it is no use when it is too short or too long.
            if (2.0 * left / (tokens.Length + left) + Slack < floor) break;
            var (least, most) = Lengths(tokens.Length, left, floor);
            left -= times;
            if (token >= _byToken.Count) continue;
            var texts = _byToken[token];
            var (first, end) = texts.Groups(least, most);
            for (var group = first; group < end; group++)
            {
                foreach (ref readonly var text in texts.Group(group))
                {
                    if (2.0 * sketch.MostShared(text.Sketch) < (floor - Slack) * (tokens.Length + text.Sketch.Tokens) || _seen[text.Place] == _searches) continue;
                    _seen[text.Place] = _searches;
                    var f = Score(tokens, text.Place);
                    if (f <= threshold) continue;
                    var at = best.Count;
                    while (at > 0 && (best[at - 1].F < f || (best[at - 1].F == f && best[at - 1].Index > text.Place))) at--;
                    if (at >= count) continue;
                    best.Insert(at, new(text.Place, f));
                    if (best.Count > count) best.RemoveAt(count);
                    if (best.Count == count) floor = best[^1].F;
                }
            }
        }
        _common.End();
        return best;
    }

    // The lengths of texts that can reach the floor with at most 'left' tokens in common.
    private static (double Least, double Most) Lengths(int tokens, int left, double floor)
    {
        var wanted = floor - Slack;
        return wanted <= 0 ? (0, double.PositiveInfinity) : (wanted * tokens / (2 - wanted), 2.0 * left / wanted - tokens);
    }

    // The different tokens with how often they occur, those of the fewest texts first.
    private void Gather(int[] tokens)
    {
        _query.Clear();
        var sorted = (int[])tokens.Clone();
        Array.Sort(sorted);
        for (int i = 0, end; i < sorted.Length; i = end)
        {
            for (end = i + 1; end < sorted.Length && sorted[end] == sorted[i];) end++;
            _query.Add((sorted[i], end - i, sorted[i] < _byToken.Count ? _byToken[sorted[i]].Count : 0));
        }
        _query.Sort(static (x, y) => x.Texts != y.Texts ? x.Texts.CompareTo(y.Texts) : x.Token.CompareTo(y.Token));
    }
}
