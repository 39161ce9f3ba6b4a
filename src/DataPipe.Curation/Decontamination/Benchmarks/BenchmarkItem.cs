namespace DataPipe.Curation.Decontamination.Benchmarks;

/// <summary>One task of a benchmark.</summary>
/// <param name="Id">What reports call it.</param>
/// <param name="Passages">What its questions are about.</param>
/// <param name="Questions">Questions, problems or prompts.</param>
/// <param name="Options">Answers to choose from.</param>
/// <param name="Answers">Answers and solutions.</param>
internal sealed record BenchmarkItem(string Id, IReadOnlyList<string> Passages, IReadOnlyList<string> Questions, IReadOnlyList<string> Options, IReadOnlyList<string> Answers)
{
    /// <summary>Whether nothing of it was there.</summary>
    public bool IsEmpty => Passages.Count + Questions.Count + Options.Count + Answers.Count == 0;
}
