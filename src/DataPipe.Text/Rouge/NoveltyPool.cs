namespace DataPipe.Text.Rouge;

/// <summary>
/// A growing pool of short texts that tells how near a new one comes by ROUGE-L. Exact: an inverted index only spares subsequences that cannot matter,
/// because the common subsequence is never longer than the tokens two texts share. Used by one thread at a time. Source of its use: Wang et al. 2022 (Self-Instruct), arXiv:2212.10560.
/// </summary>
/// <param name="tokenizer">Cuts the texts.</param>
public sealed class NoveltyPool(RougeTokenizer tokenizer)
{
    private const double Slack = 1e-9; // bounds are compared with room for rounding; the exact formula decides
    private readonly List<int[]> _texts = [];
    private readonly List<List<(int Text, int Times)>> _postings = [];
    private int[] _shared = [];

    /// <summary>The number of texts.</summary>
    public int Count => _texts.Count;

    /// <summary>Adds <paramref name="text"/> and gives its place.</summary>
    public int Add(string text)
    {
        var tokens = tokenizer.Tokenize(text);
        var place = _texts.Count;
        _texts.Add(tokens);
        foreach (var (token, times) in Times(tokens))
        {
            while (_postings.Count <= token) _postings.Add([]);
            _postings[token].Add((place, times));
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

    private List<NoveltyMatch> Search(int[] tokens, double threshold, int count)
    {
        var best = new List<NoveltyMatch>(Math.Min(count, 16) + 1);
        if (count < 1) return best;
        var candidates = Candidates(tokens, threshold);
        candidates.Sort(static (x, y) => x.Bound != y.Bound ? y.Bound.CompareTo(x.Bound) : x.Text.CompareTo(y.Text));
        foreach (var (bound, text) in candidates)
        {
            if (best.Count == count && bound + Slack < best[^1].F) break; // no later one can be nearer than the worst kept
            var f = RougeL.Score(tokens, _texts[text]).F;
            if (f <= threshold) continue;
            var at = best.Count;
            while (at > 0 && (best[at - 1].F < f || (best[at - 1].F == f && best[at - 1].Index > text))) at--;
            if (at >= count) continue;
            best.Insert(at, new(text, f));
            if (best.Count > count) best.RemoveAt(count);
        }
        return best;
    }

    // The texts whose shared tokens allow an F above the threshold: F = 2 l / (n + m) <= 2 shared / (n + m).
    private List<(double Bound, int Text)> Candidates(int[] tokens, double threshold)
    {
        if (_shared.Length < _texts.Count) _shared = new int[Math.Max(_texts.Count, _shared.Length * 2)];
        var touched = new List<int>();
        foreach (var (token, times) in Times(tokens))
        {
            if (token >= _postings.Count) continue;
            foreach (var (text, there) in _postings[token])
            {
                if (_shared[text] == 0) touched.Add(text);
                _shared[text] += Math.Min(times, there);
            }
        }
        var candidates = new List<(double, int)>();
        foreach (var text in touched)
        {
            var bound = 2.0 * _shared[text] / (tokens.Length + _texts[text].Length);
            if (bound + Slack > threshold) candidates.Add((bound, text));
            _shared[text] = 0;
        }
        return candidates;
    }

    private static Dictionary<int, int> Times(int[] tokens)
    {
        var times = new Dictionary<int, int>(tokens.Length);
        foreach (var token in tokens) times[token] = times.GetValueOrDefault(token) + 1;
        return times;
    }
}
