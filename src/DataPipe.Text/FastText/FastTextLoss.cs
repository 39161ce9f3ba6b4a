namespace DataPipe.Text.FastText;

/// <summary>How a model turns scores into probabilities; the numbers are those of the file format.</summary>
public enum FastTextLoss
{
    /// <summary>A binary tree of labels, the frequent ones near the root.</summary>
    HierarchicalSoftmax = 1,

    /// <summary>Each label for itself; trained against sampled others.</summary>
    NegativeSampling = 2,

    /// <summary>One label of all.</summary>
    Softmax = 3,

    /// <summary>Each label for itself.</summary>
    OneVersusAll = 4,
}
