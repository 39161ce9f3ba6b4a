using System.ComponentModel.DataAnnotations;

namespace DataPipe.Synthesis.Quality;

/// <summary>Options of the step <c>answer-quality</c>. Each rule is off with <c>null</c> or <c>false</c>.</summary>
public sealed record AnswerQualityOptions
{
    /// <summary>Fewest characters of an answer. Source: ours; one is enough for a label.</summary>
    [Range(1, 10_000_000)] public int? MinAnswerChars { get; init; } = 1;

    /// <summary>Most characters of an answer. Source: ours.</summary>
    [Range(1, 10_000_000)] public int? MaxAnswerChars { get; init; } = 40_000;

    /// <summary>Fewest characters of a question. Source: GPT4All's cleaning drops those of one character.</summary>
    [Range(1, 10_000_000)] public int? MinQuestionChars { get; init; } = 2;

    /// <summary>Whether answers whose Markdown is broken go: a code block that never ends, a numbered list that begins anew without a text between (1. and again 1.), a table whose rows differ in cells. Source: FastChat's cleaning for lists; the rest ours.</summary>
    public bool BrokenMarkdown { get; init; } = true;

    /// <summary>Whether answers go that end in the middle of a sentence: prose of more than 200 characters whose last line ends in a letter, a comma or an opening bracket. Source: ours.</summary>
    public bool CutOff { get; init; } = true;

    /// <summary>Smallest share of different runs of four words among all of them, in answers of at least 40 words, 0..1. Source: ours; running text has nearly 1.</summary>
    [Range(0, 1)] public double? MinDistinctFourWordsFraction { get; init; } = 0.5;

    /// <summary>Most times that one digit or character follows itself. Source: FastChat's cleaning drops nine equal digits.</summary>
    [Range(1, 1_000_000)] public int? MaxRepeatedChars { get; init; } = 60;

    /// <summary>Whether answers go that are in another language than their question, where both are sure and the question does not ask for another. Source: ours.</summary>
    public bool LanguageSwitch { get; init; } = true;

    /// <summary>Whether answers go that only repeat their question, or hold a placeholder such as [insert name here] or &lt;noinput&gt;. Source: AlpacaDataCleaned's list of faults.</summary>
    public bool Placeholders { get; init; } = true;

    /// <summary>Whether the rejected answer of a preference must pass as well, so that pairs differ in more than form. Source: ours.</summary>
    public bool Rejected { get; init; }
}
