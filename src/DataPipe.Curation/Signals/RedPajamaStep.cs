using System.Text;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Blocklists;
using DataPipe.Curation.Lists;
using DataPipe.Text.Hashing;
using DataPipe.Text.Signals;

namespace DataPipe.Curation.Signals;

/// <summary>Notes the quality signals of RedPajama-V2, under their names. Drops nothing: <c>where</c> does. Source: Weber et al. 2024, arXiv:2411.12372, and the released code.</summary>
public sealed class RedPajamaStep : IAnnotator<Document>, IPreparedStep
{
    private readonly RedPajamaOptions _options;
    private readonly IStepFiles _files;
    private readonly IReadOnlyDictionary<string, StepFile> _stopFiles, _badFiles;
    private readonly IReadOnlyList<(string Category, UrlFiles Files)> _ut1Files;
    private readonly IReadOnlyList<StepFile> _importanceFiles; // targets in order, then the source
    private readonly Dictionary<string, FingerprintSet> _stopWords = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BadPhrases> _badWords = new(StringComparer.Ordinal);
    private readonly List<(string Category, UrlLists Lists)> _ut1 = [];
    private readonly RedPajamaMeasure _measure = new();
    private readonly UrlParts _url = new();
    private ImportanceModel? _importance;

    private RedPajamaStep(RedPajamaOptions options, StepScope scope)
    {
        (_options, _files) = (options, scope.Files);
        _stopFiles = StepFileSearch.ByLanguage(options.StopWords, "stop-words", scope).ToDictionary(f => f.Language, f => f.File);
        _badFiles = StepFileSearch.ByLanguage(options.BadWords, "bad-words", scope).ToDictionary(f => f.Language, f => f.File);
        _ut1Files = [.. options.Ut1.Select(f => (Path.GetFileName(f.Pattern.TrimEnd('/')), UrlFiles.OfFolder(f, scope)))];
        if (options.Importance.Count > 0 != options.ImportanceSource is not null)
            scope.Faults.Add("DP1270", "'importance' and 'importance-source' go together: a file for each target, and one of what is chosen from", scope.At);
        var targets = StepFileSearch.ByLanguage(options.Importance, "importance", scope).ToDictionary(f => f.Language, f => f.File);
        _importanceFiles = options.ImportanceSource is null ? [] : [.. RedPajamaColumns.Targets(options).Where(targets.ContainsKey).Select(t => targets[t]), .. StepFileSearch.Find([options.ImportanceSource], "importance-source", scope)];
    }

    /// <summary>Makes the step. Targets without a source, or a source without targets, are fault DP1270.</summary>
    public static RedPajamaStep Create(RedPajamaOptions options, StepScope scope) => new(options, scope);

    /// <summary>The columns it adds.</summary>
    public static IReadOnlyList<NoteColumn> Columns(RedPajamaOptions options) => RedPajamaColumns.Of(options);

    /// <inheritdoc/>
    public void Prepare()
    {
        _stopWords["en"] = EnglishStopWords.Set();
        foreach (var (language, file) in _stopFiles) _stopWords[language] = _files.Share(StepFileSearch.Key("stop-words", [file]), () => StopWords(file));
        foreach (var (language, file) in _badFiles) _badWords[language] = _files.Share(StepFileSearch.Key("bad-phrases", [file]), () => Phrases(file));
        foreach (var (category, files) in _ut1Files) _ut1.Add((category, files.Load(_files)));
        if (_importanceFiles.Count > 0) _importance = _files.Share(StepFileSearch.Key("importance", _importanceFiles), Importance);
    }

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes)
    {
        var language = record.Language ?? _options.DefaultLanguage;
        _measure.Measure(record.Text.Span, _stopWords.GetValueOrDefault(language), _badWords.GetValueOrDefault(language), _importance);
        var at = 0;
        for (; at < RedPajamaColumns.Documents.Length; at++)
        {
            var value = _measure.Of((RedPajamaSignal)at);
            if (double.IsNaN(value)) continue;
            notes[at] = RedPajamaColumns.Documents[at].Type == NoteType.Integer ? NoteValue.Of((long)value) : NoteValue.Of(value);
        }

        for (var line = 0; line < RedPajamaColumns.Lines.Length; line++, at++)
            if (_measure.Of((RedPajamaLineSignal)line) is { IsEmpty: false } values)
                notes[at] = NoteValue.Of(Mean(values));
        if (_options.PerLine)
            for (var line = 0; line < RedPajamaColumns.Lines.Length; line++, at++)
                notes[at] = NoteValue.Of(_measure.Of((RedPajamaLineSignal)line).ToArray());
        if (_options.Others)
        {
            var shares = CharacterShares.Measure(record.Text.Span);
            foreach (var value in (ReadOnlySpan<double>)[shares.NonAlphanumeric, shares.Numbers, shares.Whitespace, shares.Parentheses, shares.Urls, shares.Alphanumeric, shares.MeanLineChars]) notes[at++] = NoteValue.Of(value);
            notes[at++] = NoteValue.Of((long)shares.MaxLineChars);
        }

        if (_ut1.Count > 0) notes[at++] = NoteValue.Of(Category(record.Url));
        for (var target = 0; target < (_importance?.Targets ?? 0); target++)
            foreach (var correctLength in (ReadOnlySpan<bool>)[false, true])
            {
                var value = _measure.Importance(target, correctLength);
                if (!double.IsNaN(value)) notes[at] = NoteValue.Of(value);
                at++;
            }
    }

    private static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private string? Category(string? url)
    {
        if (string.IsNullOrWhiteSpace(url)) return null;
        _url.Read(url);
        foreach (var (category, lists) in _ut1)
            if (lists.HasHost(_url))
                return category;
        return null;
    }

    private FingerprintSet StopWords(StepFile file)
    {
        var words = new FingerprintSet();
        ListFile.Read(file, _files, skipComments: false, line => words.Add(line));
        return words;
    }

    private BadPhrases Phrases(StepFile file)
    {
        HashSet<string> phrases = new(StringComparer.Ordinal);
        ListFile.Read(file, _files, skipComments: false, line => phrases.Add(Encoding.UTF8.GetString(line)));
        return new BadPhrases(phrases.Order(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes));
    }

    private ImportanceModel Importance()
    {
        var counts = _importanceFiles.Select(f => HashedNgramFile.Read(f, _files)).ToArray();
        if (counts.Any(c => c.Buckets.Count != counts[0].Buckets.Count))
            throw new FaultException("DP1270", $"the files of 'importance' have different numbers of buckets ({string.Join(", ", counts.Select(c => c.Buckets.Count))}): make all with the same", null);
        return new ImportanceModel(counts[^1], counts[..^1]);
    }
}
