using System.Buffers.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.LanguageModels;

namespace DataPipe.Curation.WordFrequencies;

/// <summary>Notes the mean log probability of a document's words, and drops documents whose words are rare or none. Source: datatrove 0.10, after peS2o.</summary>
public sealed class UnigramStep : ICleaner<Document>, IAnnotator<Document>, IPreparedStep
{
    private const string Any = "any";

    /// <summary>Words that are too rare.</summary>
    public static readonly DropReason RareWords = new("rare-words");

    private readonly UnigramOptions _options;
    private readonly IStepFiles _files;
    private readonly Dictionary<string, StepFile> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnigramMeasure> _measures = new(StringComparer.Ordinal);
    private double? _mean;

    private UnigramStep(UnigramOptions options, IStepFiles files) => (_options, _files) = (options, files);

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<DropReason> Reasons { get; } = [RareWords];

    /// <summary>The column it adds.</summary>
    public static NoteColumn Column { get; } = new("unigram_log_probability", NoteType.Number, "Mean natural logarithm of the frequency of its words; 0 without words.");

    /// <summary>Makes the step. No frequencies at all are fault DP1269, more than one file for a language DP1264.</summary>
    public static UnigramStep Create(UnigramOptions options, StepScope scope)
    {
        var step = new UnigramStep(options, scope.Files);
        if (options.Frequencies.Count == 0) scope.Faults.Add("DP1269", "step 'unigram' has no frequencies: give a file for each language, such as {en: words.csv}", scope.At);
        foreach (var (language, file) in StepFileSearch.ByLanguage(options.Frequencies, "frequencies", scope)) step._found[language] = file;
        return step;
    }

    /// <inheritdoc/>
    public void Prepare()
    {
        foreach (var (language, file) in _found)
            _measures[language] = new UnigramMeasure(_files.Share(StepFileSearch.Key("unigrams", [file]), () => Load(file)), _options.Words);
    }

    /// <inheritdoc/>
    public Verdict Clean(Document record, out Document cleaned)
    {
        cleaned = record;
        _mean = null;
        if (!(record.Language is { } language && _measures.TryGetValue(language, out var measure)) && !_measures.TryGetValue(Any, out measure)) return Verdict.Keep;
        _mean = measure.Measure(record.Text.Span);
        return Verdict.DropIf(_mean <= _options.MinLogProbability, RareWords);
    }

    /// <inheritdoc/>
    public void Measure(Document record, Span<NoteValue> notes)
    {
        if (_mean is { } mean) notes[0] = NoteValue.Of(mean);
    }

    private UnigramTable Load(StepFile file)
    {
        List<(ulong, long)> counts = [];
        var line = 0L;
        ListFile.Read(file, _files, skipComments: false, text =>
        {
            line++;
            var mark = text.LastIndexOfAny((byte)',', (byte)'\t');
            var number = mark < 0 ? default : DataPipe.Text.Words.Whitespace.Trim(text[(mark + 1)..]);
            if (mark > 0 && Utf8Parser.TryParse(number, out long count, out var used) && used == number.Length && count > 0) counts.Add((NgramHash.OfWord(Unquote(text[..mark])), count));
            else if (line > 1) throw new FaultException("DP1266", $"line {line} of {file.Path} is no word with its number of occurrences, such as 'word,123'", null);
        });
        if (counts.Count == 0) throw new FaultException("DP1266", $"{file.Path} holds no word", null);
        return new UnigramTable(counts);
    }

    private static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> word)
    {
        if (word is not [(byte)'"', .., (byte)'"'] || word.Length < 2) return word;
        // A quote within quotes is doubled, as in any file of such values.
        return System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(word[1..^1]).Replace("\"\"", "\"", StringComparison.Ordinal));
    }
}
