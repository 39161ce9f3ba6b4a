using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Curation.Decontamination.Benchmarks;

/// <summary>An evaluation set that training data must not hold.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Its name. Where the fields lie is known for arc, boolq, gsm8k, hellaswag, humaneval, math, mbpp, mmlu, natural-questions, openbookqa, piqa, race, siqa, triviaqa and winogrande, in the files that their authors and the Hugging Face hub publish; any other name needs fields. Source: ours.</summary>
    [Required] public string Name { get; init; } = "";

    /// <summary>Its files: Parquet, or JSON Lines, compressed with gzip, Zstandard or bzip2, or not. Source: ours.</summary>
    [Required] public IReadOnlyList<FilePattern> Files { get; init; } = [];

    /// <summary>Where the parts of an item stand; null takes what is known for the name. Source: ours.</summary>
    public BenchmarkFields? Fields { get; init; }
}
