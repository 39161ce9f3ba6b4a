namespace DataPipe.Synthesis.Judging;

/// <summary>Two answers to one question, in the order in which a judge sees them.</summary>
/// <param name="Question">The question, or the conversation that led to the answers.</param>
/// <param name="AnswerA">The answer shown first.</param>
/// <param name="AnswerB">The answer shown second.</param>
public sealed record Comparison(string Question, string AnswerA, string AnswerB);
