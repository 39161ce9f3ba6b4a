using System.ComponentModel.DataAnnotations;
using DataPipe.Text.Ngrams;

namespace DataPipe.Curation.Decontamination;

/// <summary>When a text overlaps with a benchmark. The defaults are GPT-3's: one run of 13 words in common. Tulu 3's are ngram-words 8 and min-coverage 0.5.</summary>
public sealed record OverlapOptions
{
    /// <summary>Consecutive words that a text and a benchmark must have in common. Source: 13 in Brown et al. 2020 (GPT-3), appendix C, arXiv:2005.14165; 8 in Lambert et al. 2024 (Tulu 3), section 3.2, arXiv:2411.15124.</summary>
    [Range(2, 100)] public int NgramWords { get; init; } = 13;

    /// <summary>Words of the shortest text of a benchmark that is looked for; one between this and ngram-words must be there as a whole. Shorter questions are looked for with an answer behind them, shorter answers never: they would match everything. Source: the smallest n-gram of Brown et al. 2020 (GPT-3), appendix C, arXiv:2005.14165.</summary>
    [Range(2, 100)] public int MinWords { get; init; } = 8;

    /// <summary>Share of the benchmark text's words, 0..1, that must be in common n-grams with one text; null asks for a single n-gram. Source: 0.5 in Lambert et al. 2024 (Tulu 3), section 3.2, arXiv:2411.15124; null is Brown et al. 2020 (GPT-3).</summary>
    [Range(0.0, 1.0)] public double? MinCoverage { get; init; }

    /// <summary>When words are the same: normalized (case, accents, punctuation and layout do not count, and every Han or kana character is a word) or exact (what stands between whitespace, byte for byte). Source: Brown et al. 2020 (GPT-3), appendix C, arXiv:2005.14165, compares lower-cased words without punctuation.</summary>
    public NgramRule Match { get; init; } = NgramRule.Normalized;

    /// <summary>N-grams that more texts of the benchmarks than this have in common are phrases and identify none of them; null counts every n-gram. Source: Brown et al. 2020 (GPT-3), appendix C, arXiv:2005.14165, leaves out n-grams of more than 10 documents.</summary>
    [Range(1, 1_000_000)] public int? MaxSharing { get; init; } = 10;

    internal NgramIndexBuilder CreateBuilder() => new(Match, NgramWords, MinWords);
}
