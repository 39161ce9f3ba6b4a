using DataPipe.Synthesis.Judging;

namespace DataPipe.Synthesis.Preferences;

/// <summary>What the judge said of the answers to one prompt, between the phases.</summary>
/// <param name="SampleId">Id of the sample that the prompt comes from.</param>
/// <param name="Judge">Who judged, <c>provider/model</c>.</param>
/// <param name="Simulated">Whether the judge is simulated.</param>
/// <param name="Pairs">Every two usable answers.</param>
internal sealed record JudgedPrompt(string SampleId, string Judge, bool Simulated, IReadOnlyList<JudgedPair> Pairs);
