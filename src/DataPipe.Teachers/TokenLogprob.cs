namespace DataPipe.Teachers;

/// <summary>One token of an answer with its log-probability.</summary>
/// <param name="Token">The token's text.</param>
/// <param name="Logprob">Natural logarithm of its probability, at most 0.</param>
/// <param name="Top">The likeliest tokens at this position, best first; as many as were asked for.</param>
public sealed record TokenLogprob(string Token, double Logprob, IReadOnlyList<TokenAlternative> Top);
