using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Annotators;
using DataPipe.Curation.Blocklists;
using DataPipe.Curation.Decontamination;
using DataPipe.Curation.Dedup;
using DataPipe.Curation.Extraction;
using DataPipe.Curation.Filters;
using DataPipe.Curation.Filters.C4;
using DataPipe.Curation.Filters.Cleaning;
using DataPipe.Curation.Filters.Dclm;
using DataPipe.Curation.Filters.Dolma;
using DataPipe.Curation.Filters.FineWeb;
using DataPipe.Curation.Filters.Gopher;
using DataPipe.Curation.Filters.Nemo;
using DataPipe.Curation.Filters.Where;
using DataPipe.Curation.LanguageModels;
using DataPipe.Curation.LanguageModels.Training;
using DataPipe.Curation.Mixing;
using DataPipe.Curation.Passages;
using DataPipe.Curation.Presets;
using DataPipe.Curation.Privacy;
using DataPipe.Curation.Semantic;
using DataPipe.Curation.Signals;
using DataPipe.Curation.Sources;
using DataPipe.Curation.Substrings;
using DataPipe.Curation.WordFrequencies;
using DataPipe.Text.Statistics;

namespace DataPipe.Curation;

/// <summary>The table of contents of curation: what text do we keep?</summary>
public static class CurationCatalogue
{
    /// <summary>One line a stage or step.</summary>
    public static Catalogue Entries { get; } = new(
    [
        StageEntry.Transform<ContaminationOptions>(ContaminationStage.Name, 1, "Reports which records have n-grams in common with evaluation sets: one document a record and benchmark text, with what both have in common.", (1, 64), null, RecordType.Document, takesSteps: true, ContaminationStage.Create),
        StageEntry.Transform<DecontaminateOptions>(DecontaminateStage.Name, 1, "Keeps evaluation sets out of training data: drops, cuts or marks records that have n-grams in common with a benchmark.", (1, 64), null, null, takesSteps: true, DecontaminateStage.Create),
        StageEntry.Transform<DedupOptions>(DedupStage.Name, 2, "Removes exact and near duplicates over whole datasets, by text, URL and MinHash bands, and of finished corpora by their indexes; one document is kept of every cluster.", (1, 16), RecordType.Document, null, takesSteps: true, DedupStage.Create),
        StageEntry.Transform<BloomDedupOptions>(BloomDedupStage.Name, 1, "Removes duplicate documents, lines or paragraphs in a single pass through a Bloom filter of fixed memory; of what occurs once a stated share is lost.", (1, 16), RecordType.Document, null, takesSteps: true, BloomDedupStage.Create),
        StageEntry.Transform<LineDedupOptions>(PassageDedupStage.Lines, 1, "Removes lines that occur elsewhere in the inputs and rewrites the documents that held them, as CCNet does; exact, sorted on disk.", (1, 16), RecordType.Document, null, takesSteps: true, PassageDedupStage.Create),
        StageEntry.Transform<ParagraphDedupOptions>(PassageDedupStage.Paragraphs, 1, "Removes paragraphs that occur elsewhere in the inputs and rewrites the documents that held them; exact, sorted on disk.", (1, 16), RecordType.Document, null, takesSteps: true, PassageDedupStage.Create),
        StageEntry.Transform<SemanticOptions>(SemanticStage.Name, 1, "Removes or marks documents whose embeddings are nearly those of others: k-means, then cosines within each cluster (SemDeDup).", (1, 16), RecordType.Document, null, takesSteps: true, SemanticStage.Create),
        StageEntry.Transform<SentenceDedupOptions>(PassageDedupStage.Sentences, 1, "Removes spans of three sentences that occur elsewhere in the inputs and rewrites the documents that held them, as C4 does; exact, sorted on disk.", (1, 16), RecordType.Document, null, takesSteps: true, PassageDedupStage.Create),
        StageEntry.Transform<SubstringOptions>(SubstringStage.Name, 1, "Removes or marks spans of text that occur more than once over whole datasets, as a suffix array finds them, in bounded memory.", (1, 16), RecordType.Document, null, takesSteps: true, SubstringStage.Create),
        StageEntry.Transform<HashedNgramOptions>(HashedNgramStage.Name, 1, "Counts words and pairs of words of documents in buckets of a hash, which importance weights (DSIR) are made of; the counts are a file beside the dataset.", (1, 64), RecordType.Document, RecordType.Document, takesSteps: false, HashedNgramStage.Create),
        StageEntry.Source<JsonlOptions>(JsonlStage.Name, 1, "Reads JSON Lines files as documents, the field names given by options.", RecordType.Document, JsonlStage.Create),
        StageEntry.Transform<MixOptions>(MixStage.Name, 1, "Mixes datasets by share of tokens or by epochs, and shuffles the mixture globally.", (1, 64), RecordType.Document, null, takesSteps: false, MixStage.Create),
        StageEntry.Transform<NgramModelOptions>(NgramModelStage.Name, 1, "Trains an n-gram language model with modified Kneser-Ney smoothing on documents, in bounded memory; the model is a file beside the dataset.", (1, 64), RecordType.Document, RecordType.Document, takesSteps: false, NgramModelStage.Create),
        StageEntry.Source<WarcOptions>(WarcStage.Name, 1, "Reads the pages of web archives (WARC, WET) as documents of HTML or plain text in UTF-8.", RecordType.Document, WarcStage.Create),
        StageEntry.Transform<WordFrequencyOptions>(WordFrequencyStage.Name, 1, "Counts how often words occur in documents, in bounded memory but for the different words; the table is a file beside the dataset, which the step unigram reads.", (1, 64), RecordType.Document, RecordType.Document, takesSteps: false, WordFrequencyStage.Create),
    ],
    [
        StepEntry.OfAny<BadWordsOptions>("bad-words", 1, "C4's rule of bad words: drops documents and conversations with an entry of a list of their language in them.", BadWordsStep.Reasons, BadWordsStep.Create),
        StepEntry.Of<Document, C4QualityOptions>(C4QualityCleaner.Name, 1, "C4's cleaning: removes lines that are not running text, and drops documents of which too little is left.", C4QualityCleaner.Reasons, C4QualityCleaner.Create).Adding<C4QualityOptions>(C4QualityCleaner.Columns).Deciding<C4QualityOptions>(C4QualityCleaner.Rules),
        StepEntry.Of<Document, C4ParagraphOptions>(C4ParagraphFilter.Name, 1, "mC4's rule for all languages: keeps documents with a few long lines.", C4ParagraphFilter.Reasons, C4ParagraphFilter.Create).Adding<C4ParagraphOptions>(C4ParagraphFilter.Columns).Deciding<C4ParagraphOptions>(C4ParagraphFilter.Rules),
        StepEntry.Of<Document, CleanLinesOptions>(CleanLinesStep.Name, 1, "Removes lines or paragraphs by length, ending, characters, phrases or repetition, as the pipeline chooses, puts whitespace in order, and drops documents of which too little is left.", CleanLinesStep.Reasons, CleanLinesStep.Create).Adding<CleanLinesOptions>(CleanLinesStep.Columns).Deciding<CleanLinesOptions>(CleanLinesStep.Rules),
        StepEntry.Of<Document, DclmLinesOptions>(DclmLinesCleaner.Name, 2, "RefinedWeb's line rules as DCLM has them: removes or edits lines that a page says beside its text, and drops documents that lose too many words that way.", DclmLinesCleaner.Reasons, DclmLinesCleaner.Create).Adding<DclmLinesOptions>(DclmLinesCleaner.Columns).Deciding<DclmLinesOptions>(DclmLinesCleaner.Rules),
        StepEntry.Of<Document, DclmQualityOptions>(DclmQualityFilter.Name, 1, "Gopher's quality rules by the arithmetic of DCLM's code: drops documents that are not running text by their words, symbols and lines.", DclmQualityFilter.Reasons, DclmQualityFilter.Create).Adding<DclmQualityOptions>(DclmQualityFilter.Columns).Deciding<DclmQualityOptions>(DclmQualityFilter.Rules),
        StepEntry.Of<Document, DclmRepetitionOptions>(DclmRepetitionFilter.Name, 1, "Gopher's repetition rules by the arithmetic of DCLM's code: drops documents that repeat lines, paragraphs or phrases.", DclmRepetitionFilter.Reasons, DclmRepetitionFilter.Create).Adding<DclmRepetitionOptions>(DclmRepetitionFilter.Columns).Deciding<DclmRepetitionOptions>(DclmRepetitionFilter.Rules),
        StepEntry.Of<Document, DolmaGopherOptions>(DolmaGopherFilter.Name, 1, "Gopher's rules as Dolma's tagger measures and its mixer applies them: drops documents by their words, lines and repetition.", DolmaGopherFilter.Reasons, DolmaGopherFilter.Create).Adding<DolmaGopherOptions>(DolmaGopherFilter.Columns).Deciding<DolmaGopherOptions>(DolmaGopherFilter.Rules),
        StepEntry.Of<Document, ExtractOptions>("extract", 3, "Extracts the main text of a web page, with its title and date of publication, and leaves navigation and other boilerplate behind.", ExtractStep.Reasons, o => new ExtractStep(o)).Adding<ExtractOptions>(ExtractStep.Columns),
        StepEntry.Of<Document, FastTextOptions>("fasttext", 1, "Labels documents by a fastText classifier, of quality, topic or language: notes the label and its probability, and keeps those asked for.", FastTextStep.Reasons, FastTextStep.Create).Adding<FastTextOptions>(FastTextStep.Columns),
        StepEntry.Of<Document, FineWebQualityOptions>(FineWebQualityFilter.Name, 1, "FineWeb's own rules: drops lists, menus and documents that repeat their lines.", FineWebQualityFilter.Reasons, FineWebQualityFilter.Create).Adding<FineWebQualityOptions>(FineWebQualityFilter.Columns).Deciding<FineWebQualityOptions>(FineWebQualityFilter.Rules),
        StepEntry.Of<Document, GopherQualityOptions>(GopherQualityFilter.Name, 1, "Gopher's quality rules: drops documents that are not running text by their words, symbols and lines.", GopherQualityFilter.Reasons, GopherQualityFilter.Create).Adding<GopherQualityOptions>(GopherQualityFilter.Columns).Deciding<GopherQualityOptions>(GopherQualityFilter.Rules),
        StepEntry.Of<Document, GopherRepetitionOptions>(GopherRepetitionFilter.Name, 1, "Gopher's repetition rules: drops documents that repeat lines, paragraphs or phrases.", GopherRepetitionFilter.Reasons, GopherRepetitionFilter.Create).Adding<GopherRepetitionOptions>(GopherRepetitionFilter.Columns).Deciding<GopherRepetitionOptions>(GopherRepetitionFilter.Rules),
        StepEntry.Of<Document, LanguageOptions>("language", 2, "Identifies the language, notes how sure the guess is, and drops documents in other languages or in none.", LanguageStep.Reasons, LanguageStep.Create).Adding<LanguageOptions>(LanguageStep.Columns),
        StepEntry.Of<Document, LengthOptions>(LengthFilter.Name, 1, "Drops documents that are too short or too long, in tokens or characters.", LengthFilter.Reasons, LengthFilter.Create).Adding<LengthOptions>(LengthFilter.Columns).Deciding<LengthOptions>(LengthFilter.Rules),
        StepEntry.Of<Document, NemoHeuristicsOptions>(NemoHeuristicsFilter.Name, 1, "NeMo Curator's English heuristics: drops documents by their characters, words, lines and repetition, as its code counts.", NemoHeuristicsFilter.Reasons, NemoHeuristicsFilter.Create).Adding<NemoHeuristicsOptions>(NemoHeuristicsFilter.Columns).Deciding<NemoHeuristicsOptions>(NemoHeuristicsFilter.Rules),
        StepEntry.Of<Document, PerplexityOptions>("perplexity", 1, "Notes the perplexity of documents under an n-gram language model, and their bucket head, middle or tail, as CCNet does.", [], PerplexityStep.Create).Adding<PerplexityOptions>(PerplexityStep.Columns),
        StepEntry.OfAny<PiiOptions>("pii", 1, "Masks personal and secret text in documents and conversations: e-mail and IP addresses, telephone, card and account numbers, keys and tokens; or drops what has too much of it.", PiiStep.Reasons, PiiStep.Create).Adding<PiiOptions>(PiiStep.Columns),
        StepEntry.Of<Document, RedPajamaOptions>("redpajama-signals", 1, "Notes the quality signals of RedPajama-V2 under their published names: words, sentences, symbols, repetition, lines, lists and importance weights.", [], RedPajamaStep.Create).Adding<RedPajamaOptions>(RedPajamaStep.Columns),
        StepEntry.Of<Document, UnigramOptions>("unigram", 1, "Notes the mean log probability of a document's words by their frequencies, and drops documents whose words are rare.", UnigramStep.Reasons, UnigramStep.Create).Adding(UnigramStep.Column),
        StepEntry.Of<Document, UrlOptions>("url", 1, "Drops documents by their address: listed domains and addresses, banned words and several soft words in it.", UrlStep.Reasons, UrlStep.Create),
        StepEntry.OfAny<WhereOptions>("where", 1, "Keeps records whose column meets a condition: scores become columns first, thresholds stay in the pipeline.", WhereStep.Reasons, WhereStep.Create),
    ],
    [])
    {
        Presets = PresetFragments.All(),
    };
}
