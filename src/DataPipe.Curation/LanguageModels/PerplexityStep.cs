using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.LanguageModels;

/// <summary>Notes the perplexity of documents under a language model of their language, and the bucket it puts them into. Drops nothing: <c>where</c> does. Source: Wenzek et al. 2020 (CCNet), arXiv:1911.00359.</summary>
public sealed class PerplexityStep : IAnnotator<Document>, IPreparedStep
{
    private const string Any = "any";
    private static readonly NoteColumn PerplexityColumn = new("perplexity", NoteType.Number, "Ten to the power of minus the mean log10 probability of a word, ends of lines among them.");
    private static readonly NoteColumn BucketColumn = new("perplexity_bucket", NoteType.Text, "head, middle or tail.");

    private readonly PerplexityOptions _options;
    private readonly Dictionary<string, StepFile> _found = new(StringComparer.Ordinal);
    private readonly IStepFiles _files;
    private readonly Dictionary<string, PerplexityMeasure> _measures = new(StringComparer.Ordinal);

    private PerplexityStep(PerplexityOptions options, IStepFiles files) => (_options, _files) = (options, files);

    /// <summary>Makes the step. No model at all, cut-offs without their model, or head above middle are fault DP1263; more than one file for a language is DP1264.</summary>
    public static PerplexityStep Create(PerplexityOptions options, StepScope scope)
    {
        var step = new PerplexityStep(options, scope.Files);
        if (options.Models.Count == 0) scope.Faults.Add("DP1263", "step 'perplexity' has no model: give one for each language, such as {en: en.ngrams}", scope.At);
        foreach (var (language, file) in StepFileSearch.ByLanguage(options.Models, "models", scope)) step._found[language] = file;
        foreach (var (language, cutoffs) in options.Cutoffs)
        {
            if (!options.Models.ContainsKey(language)) scope.Faults.Add("DP1263", $"'cutoffs' names the language '{language}', which has no model", scope.At);
            if (cutoffs.Head > cutoffs.Middle) scope.Faults.Add("DP1263", $"the head of '{language}' ends above its middle: head is the lower number", scope.At);
        }

        return step;
    }

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(PerplexityOptions options) => options.Cutoffs.Count == 0 ? [PerplexityColumn] : [PerplexityColumn, BucketColumn];

    /// <inheritdoc/>
    public void Prepare()
    {
        foreach (var (language, file) in _found)
        {
            var model = _files.Share(StepFileSearch.Key($"ngram-model {_options.ArpaWords} {_options.ArpaNormalization}", [file]), () => NgramModelFile.Load(file, _files, _options.ArpaWords, _options.ArpaNormalization));
            _measures[language] = new PerplexityMeasure(model);
        }
    }

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes)
    {
        if (!(record.Language is { } language && _measures.TryGetValue(language, out var measure)) && !_measures.TryGetValue(Any, out measure)) return;
        var perplexity = measure.Measure(record.Text.Span);
        if (double.IsNaN(perplexity)) return;
        notes[0] = NoteValue.Of(perplexity);
        if (notes.Length == 1 || !(record.Language is { } own && _options.Cutoffs.TryGetValue(own, out var cutoffs)) && !_options.Cutoffs.TryGetValue(Any, out cutoffs)) return;
        notes[1] = NoteValue.Of(perplexity < cutoffs.Head ? "head" : perplexity < cutoffs.Middle ? "middle" : "tail");
    }
}
