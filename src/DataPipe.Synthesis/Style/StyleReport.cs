namespace DataPipe.Synthesis.Style;

/// <summary>
/// What of a set of samples is format and style, and what is knowledge and skills. Source of the question: Gudibande et al. 2023 (The False Promise of Imitating Proprietary LLMs), arXiv:2305.15717: models that learn from
/// broad imitation data take over a teacher's style and gain little of its knowledge, which only much and targeted data brings.
/// </summary>
/// <param name="Records">Samples that have an answer.</param>
/// <param name="Style">Shares of answers, 0..1, by trait of style.</param>
/// <param name="Openers">Most frequent openings with their shares, most frequent first.</param>
/// <param name="AnswerWords">Answers by length: upper bound in words (the last without) and share.</param>
/// <param name="TaskTypes">Shares of tasks by type, largest first.</param>
/// <param name="Families">Shares of tasks by family of benchmarks, those without any included.</param>
/// <param name="Languages">Shares of answers by the script of their first letter.</param>
/// <param name="Figures">Figures that warn, or do not.</param>
public sealed record StyleReport(
    long Records,
    IReadOnlyList<KeyValuePair<string, double>> Style,
    IReadOnlyList<KeyValuePair<string, double>> Openers,
    IReadOnlyList<KeyValuePair<string, double>> AnswerWords,
    IReadOnlyList<KeyValuePair<string, double>> TaskTypes,
    IReadOnlyList<KeyValuePair<string, double>> Families,
    IReadOnlyList<KeyValuePair<string, double>> Languages,
    IReadOnlyList<StyleFigure> Figures)
{
    /// <summary>Share of answers or instructions that a program can check, 0..1.</summary>
    public double Verifiable { get; init; }

    /// <summary>Median and mean length of an answer, and the tenth and ninetieth percentiles, in words.</summary>
    public (int Tenth, int Median, int Ninetieth, double Mean) Length { get; init; }

    /// <summary>Different runs of four words in answers by all of them, 0..1, over at most a million.</summary>
    public double DistinctFourWords { get; init; }

    /// <summary>Entropy of openings and of task types, in bits, and the most that the latter can be.</summary>
    public (double Openers, double TaskTypes, double MostTaskTypes) Entropy { get; init; }

    /// <summary>Mean ROUGE-L of an instruction to the nearest one before it, 0..1, over at most 5,000.</summary>
    public double NearestInstruction { get; init; }

    /// <summary>Records whose answers only teachers wrote, as a share.</summary>
    public double ByTeachers { get; init; }
}
