using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;
using DataPipe.Text.FastText;

namespace DataPipe.Curation.Annotators;

/// <summary>What <see cref="FastTextStep"/> asks a model.</summary>
public sealed record FastTextOptions
{
    /// <summary>The model: a supervised one, .bin or .ftz, of fastText or of datapipe train-classifier. Source: Joulin et al. 2016, arXiv:1607.01759.</summary>
    [Required] public FilePattern Model { get; init; } = new("", "");

    /// <summary>What its columns are named by: NAME_label and NAME_score, so that several models can be asked. Source: our own choice, fasttext.</summary>
    public string Column { get; init; } = "fasttext";

    /// <summary>The label whose probability is the score, without its prefix; null takes the likeliest label. Source: our own choice, null.</summary>
    public string? Label { get; init; }

    /// <summary>Labels that are kept, without their prefix; an empty list keeps all. Source: our own choice, all.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Smallest score that is kept, 0..1; null keeps every one. Source: our own choice, null: a score is a column, and where decides.</summary>
    [Range(0.0, 1.0)] public double? MinScore { get; init; }

    /// <summary>What a newline means: blanks, all of the text is one line to the model; end, only the first line is looked at, as fastText's own programs do. Source: RedPajama-2 and DCLM replace newlines by blanks.</summary>
    public FastTextNewlines Newlines { get; init; } = FastTextNewlines.Blanks;
}
