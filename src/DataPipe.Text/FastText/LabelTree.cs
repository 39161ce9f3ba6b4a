namespace DataPipe.Text.FastText;

/// <summary>The binary tree of a hierarchical softmax: labels are leaves, and inner node i of [labels, 2 x labels - 1) decides by row i - labels of the output.</summary>
internal sealed class LabelTree
{
    /// <summary>What nodes that are not built yet weigh; labels must weigh less.</summary>
    internal const long Never = 1_000_000_000_000_000;

    private readonly int[] _left;
    private readonly int[] _right;

    /// <summary>Builds the tree for labels that had <paramref name="counts"/> examples, in descending order.</summary>
    internal LabelTree(ReadOnlySpan<long> counts)
    {
        Labels = counts.Length;
        var nodes = Math.Max(1, 2 * Labels - 1);
        (_left, _right) = (new int[nodes], new int[nodes]);
        var weights = new long[nodes];
        Array.Fill(weights, Never);
        counts.CopyTo(weights);
        int leaf = Labels - 1, node = Labels;
        for (var i = Labels; i < nodes; i++)
        {
            _left[i] = leaf >= 0 && weights[leaf] < weights[node] ? leaf-- : node++;
            _right[i] = leaf >= 0 && weights[leaf] < weights[node] ? leaf-- : node++;
            weights[i] = weights[_left[i]] + weights[_right[i]];
        }
    }

    internal int Labels { get; }

    internal int Root => _left.Length - 1;

    internal bool IsLabel(int node) => node < Labels;

    internal int Left(int node) => _left[node];

    internal int Right(int node) => _right[node];
}
