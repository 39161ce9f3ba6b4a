using DataPipe.Core.Catalogues;

namespace DataPipe.Curation.Signals;

/// <summary>What <see cref="RedPajamaStep"/> notes besides what needs no lists.</summary>
public sealed record RedPajamaOptions
{
    /// <summary>Language of documents that have none. Source: our own choice.</summary>
    public string DefaultLanguage { get; init; } = "en";

    /// <summary>For each language a list of stop words, a line a word, which rps_doc_stop_word_fraction counts in text as it is written. English has a list of our own where none is given; other languages without one have no value. Source: RedPajama-V2 takes the lists of stopwords-json.</summary>
    public IReadOnlyDictionary<string, FilePattern> StopWords { get; init; } = new Dictionary<string, FilePattern>();

    /// <summary>For each language a list of bad words, a line an entry, which rps_doc_ldnoobw_words counts; without it the column is empty. Source: RedPajama-V2, the List of Dirty, Naughty, Obscene and Otherwise Bad Words.</summary>
    public IReadOnlyDictionary<string, FilePattern> BadWords { get; init; } = new Dictionary<string, FilePattern>();

    /// <summary>Folders of categories as the UT1 blacklists have them: rps_doc_ut1_blacklist is the name of the first whose domains hold the document's host. Source: RedPajama-V2, which gives categories numbers.</summary>
    public IReadOnlyList<FilePattern> Ut1 { get; init; } = [];

    /// <summary>For each target, such as books, openwebtext and wikipedia, a file of the stage <c>hashed-ngrams</c>: the columns rps_doc_TARGET_importance and rps_doc_TARGET_importance_length_correction tell how much more likely a document is there than in the source. Source: RedPajama-V2, after DSIR, Xie et al. 2023, arXiv:2302.03169.</summary>
    public IReadOnlyDictionary<string, FilePattern> Importance { get; init; } = new Dictionary<string, FilePattern>();

    /// <summary>The file of the source, made by the stage <c>hashed-ngrams</c> of what is to be chosen from.</summary>
    public FilePattern? ImportanceSource { get; init; }

    /// <summary>Whether the signals of lines are also noted line by line, as vectors; their means over the lines always are. Source: RedPajama-V2 publishes them line by line.</summary>
    public bool PerLine { get; init; }

    /// <summary>Whether measures of NeMo Curator and Data-Juicer that RedPajama-V2 lacks are noted too: shares of non-alphanumeric characters, digits, whitespace, brackets and addresses (nemo_…), of letters and digits of any script, and lengths of lines (data_juicer_…). Source: NeMo Curator, whose thresholds are .25, .15, .25, .1 and .2; Data-Juicer, .25 at least and lines of 10.</summary>
    public bool Others { get; init; }
}
