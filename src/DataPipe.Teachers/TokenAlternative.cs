namespace DataPipe.Teachers;

/// <summary>A token the model could have chosen at one position.</summary>
/// <param name="Token">The token's text.</param>
/// <param name="Logprob">Natural logarithm of its probability, at most 0.</param>
public sealed record TokenAlternative(string Token, double Logprob);
