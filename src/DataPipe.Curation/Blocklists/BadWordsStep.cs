using System.Text;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.Phrases;

namespace DataPipe.Curation.Blocklists;

/// <summary>C4's rule of bad words: drops documents with an entry of a list in them, between characters that belong to no word. Source: Raffel et al. 2020 (T5), arXiv:1910.10683, section 2.2, and the released C4 code.</summary>
public sealed class BadWordsStep : IFilter<Document>, IPreparedStep
{
    /// <summary>An entry of the list.</summary>
    public static readonly DropReason BadWord = new("bad-word");

    private readonly BadWordsOptions _options;
    private readonly IStepFiles _files;
    private readonly Dictionary<string, StepFile> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (PhraseSearch Search, bool IsUnspaced)> _searches = new(StringComparer.Ordinal);

    private BadWordsStep(BadWordsOptions options, IStepFiles files) => (_options, _files) = (options, files);

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [BadWord];

    /// <summary>Makes the step. No list at all is fault DP1268, more than one file for a language DP1264.</summary>
    public static BadWordsStep Create(BadWordsOptions options, StepScope scope)
    {
        var step = new BadWordsStep(options, scope.Files);
        if (options.Lists.Count == 0) scope.Faults.Add("DP1268", "step 'bad-words' has no list: give one for each language, such as {en: words/en}", scope.At);
        foreach (var (language, file) in StepFileSearch.ByLanguage(options.Lists, "lists", scope)) step._lists[language] = file;
        return step;
    }

    /// <inheritdoc/>
    public void Prepare()
    {
        var allowed = _options.Allowed.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (language, file) in _lists)
        {
            var search = _files.Share(StepFileSearch.Key($"bad-words {string.Join('\n', allowed.Order(StringComparer.Ordinal))}", [file]), () => Load(file, allowed));
            _searches[language] = (search, _options.Unspaced.Contains(language));
        }
    }

    /// <inheritdoc/>
    public Verdict Judge(Document record)
    {
        if (!_searches.TryGetValue(record.Language ?? _options.DefaultLanguage, out var language) || !Has(record.Text.Span, language.Search, language.IsUnspaced)) return Verdict.Keep;
        return Verdict.DropIf(_options.KeepFraction == 0 || Chance.Of(record.Id, _options.Seed) >= _options.KeepFraction, BadWord);
    }

    private static bool Has(ReadOnlySpan<byte> text, PhraseSearch search, bool isUnspaced) =>
        isUnspaced ? PhraseLists.Find(text, search, static (s, t) => s.IsIn(t)) : PhraseLists.Find(text, search, static (s, t) => s.IsInAsWord(t));

    private PhraseSearch Load(StepFile file, HashSet<string> allowed)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        ListFile.Read(file, _files, skipComments: false, line => words.Add(Encoding.UTF8.GetString(line).ToLowerInvariant()));
        words.ExceptWith(allowed);
        return new PhraseSearch([.. words.Order(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)]);
    }
}
