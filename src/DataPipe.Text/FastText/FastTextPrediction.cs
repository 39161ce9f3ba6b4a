namespace DataPipe.Text.FastText;

/// <summary>A label that a model gives a text.</summary>
/// <param name="Label">Its place among the labels of the model.</param>
/// <param name="Probability">Its probability as fastText tells it: of softmax models 1e-5 too large.</param>
public readonly record struct FastTextPrediction(int Label, float Probability);
