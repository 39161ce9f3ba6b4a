using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;

namespace DataPipe.Curation.Blocklists;

/// <summary>What <see cref="BadWordsStep"/> drops.</summary>
public sealed record BadWordsOptions
{
    /// <summary>For each language its list: a line an entry of one word or several, such as the files of the List of Dirty, Naughty, Obscene and Otherwise Bad Words. Records in other languages are kept. Source: Raffel et al. 2020 (T5), arXiv:1910.10683, section 2.2.</summary>
    public IReadOnlyDictionary<string, FilePattern> Lists { get; init; } = new Dictionary<string, FilePattern>();

    /// <summary>Language of records that have none. Source: datatrove 0.10.</summary>
    public string DefaultLanguage { get; init; } = "en";

    /// <summary>Text column with the language of samples and preferences, whose record has none. Null takes the column language where there is one, as the stage conversations adds it, and else the default language. Source: ours.</summary>
    public string? LanguageColumn { get; init; }

    /// <summary>What of samples and preferences is looked at: turns that ask or are given, answers, the reasoning before them, and what stands beside the turns (instruction and input, ground truth, citations, reasons of judges). Source: ours; questions that are answered well may be wanted whatever they say.</summary>
    public IReadOnlyList<TextPlace> Places { get; init; } = [TextPlace.Question, TextPlace.Answer, TextPlace.Reasoning, TextPlace.Aside];

    /// <summary>Languages written without spaces, in which an entry counts wherever it stands. Source: the released mC4 code, as datatrove 0.10.</summary>
    public IReadOnlyList<string> Unspaced { get; init; } = ["ja", "th", "zh"];

    /// <summary>Entries that are left out of every list, because they are common parts of other words. Source: the released mC4 code, as datatrove 0.10.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = ["sm", "グロ", "女の子", "性"];

    /// <summary>Share of the records with such words that is kept all the same, 0..1: which ones is a hash of id and seed. Source: datatrove 0.10 (0); mC4 keeps some.</summary>
    [Range(0.0, 1.0)] public double KeepFraction { get; init; }

    /// <summary>Seed of that choice.</summary>
    public long Seed { get; init; }
}
