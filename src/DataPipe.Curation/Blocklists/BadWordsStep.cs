using System.Buffers;
using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.Phrases;

namespace DataPipe.Curation.Blocklists;

/// <summary>C4's rule of bad words: drops records with an entry of a list in them, between characters that belong to no word. Source: Raffel et al. 2020 (T5), arXiv:1910.10683, section 2.2, and the released C4 code.</summary>
public sealed class BadWordsStep : IFilter<Document>, IFilter<Sample>, IFilter<Preference>, IPreparedStep, ITextVisitor
{
    /// <summary>An entry of the list in a document, or beside the turns of a conversation.</summary>
    public static readonly DropReason BadWord = new("bad-word");

    /// <summary>An entry in a turn that asks or is given, and in no answer.</summary>
    public static readonly DropReason InQuestion = new("bad-word-in-question");

    /// <summary>An entry in what an assistant says or thinks.</summary>
    public static readonly DropReason InAnswer = new("bad-word-in-answer");

    private readonly BadWordsOptions _options;
    private readonly IStepFiles _files;
    private readonly Dictionary<string, StepFile> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (PhraseSearch Search, bool IsUnspaced)> _searches = new(StringComparer.Ordinal);
    private readonly int _languageColumn;
    private readonly bool[] _isLookedAt = new bool[Enum.GetValues<TextPlace>().Length];
    private readonly bool[] _has = new bool[Enum.GetValues<TextPlace>().Length]; // by place, of the conversation at hand
    private (PhraseSearch Search, bool IsUnspaced) _current;

    private BadWordsStep(BadWordsOptions options, StepScope scope)
    {
        (_options, _files) = (options, scope.Files);
        _languageColumn = scope.Input.IndexOf(options.LanguageColumn ?? "language");
        if (_languageColumn >= 0 && scope.Input.Notes[_languageColumn].Type != NoteType.Text) _languageColumn = -1;
        if (_languageColumn < 0 && scope.Input.Type != RecordType.Document && options.LanguageColumn is { } named)
            scope.Faults.Add("DP1013", $"there is no text column '{named}' in the records that reach this step{NearestName.Hint(named, scope.Input.Notes.Select(n => n.Name))}", scope.At);
        foreach (var place in options.Places) _isLookedAt[(int)place] = true;
    }

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [BadWord, InQuestion, InAnswer];

    /// <summary>Makes the step. No list at all, or no place to look at, is fault DP1268, more than one file for a language DP1264.</summary>
    public static BadWordsStep Create(BadWordsOptions options, StepScope scope)
    {
        var step = new BadWordsStep(options, scope);
        if (options.LanguageColumn is not null && scope.Input.Type == RecordType.Document)
            scope.Faults.Add("DP1013", "'language-column' is for samples and preferences: a document has a language of its own", scope.At);
        if (options.Lists.Count == 0) scope.Faults.Add("DP1268", "step 'bad-words' has no list: give one for each language, such as {en: words/en}", scope.At);
        if (options.Places.Count == 0) scope.Faults.Add("DP1268", "step 'bad-words' looks at nothing: name at least one of 'places'", scope.At);
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
        return DropOf(record.Id, BadWord);
    }

    private static bool Has(ReadOnlySpan<byte> text, PhraseSearch search, bool isUnspaced) =>
        isUnspaced ? PhraseLists.Find(text, search, static (s, t) => s.IsIn(t)) : PhraseLists.Find(text, search, static (s, t) => s.IsInAsWord(t));

    /// <inheritdoc/>
    public Verdict Judge(Sample record)
    {
        if (Begin(record.Notes)) this.Visit(record);
        return EndOfConversation(record.Id);
    }

    /// <inheritdoc/>
    public Verdict Judge(Preference record)
    {
        if (Begin(record.Notes)) this.Visit(record);
        return EndOfConversation(record.Id);
    }

    /// <inheritdoc/>
    string ITextVisitor.Visit(string text, TextPlace place)
    {
        if (!_isLookedAt[(int)place] || _has[(int)place]) return text;
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            _has[(int)place] = Has(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)), _current.Search, _current.IsUnspaced);
            return text;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private bool Begin(Notes notes)
    {
        Array.Clear(_has);
        return _searches.TryGetValue((_languageColumn < 0 ? null : notes[_languageColumn].Text) ?? _options.DefaultLanguage, out _current);
    }

    private Verdict EndOfConversation(string id)
    {
        if (_has[(int)TextPlace.Answer] || _has[(int)TextPlace.Reasoning]) return DropOf(id, InAnswer);
        if (_has[(int)TextPlace.Question]) return DropOf(id, InQuestion);
        return _has[(int)TextPlace.Aside] ? DropOf(id, BadWord) : Verdict.Keep;
    }

    private Verdict DropOf(string id, DropReason reason) => Verdict.DropIf(_options.KeepFraction == 0 || Chance.Of(id, _options.Seed) >= _options.KeepFraction, reason);

    private PhraseSearch Load(StepFile file, HashSet<string> allowed)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        ListFile.Read(file, _files, skipComments: false, line => words.Add(Encoding.UTF8.GetString(line).ToLowerInvariant()));
        words.ExceptWith(allowed);
        return new PhraseSearch([.. words.Order(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)]);
    }
}
