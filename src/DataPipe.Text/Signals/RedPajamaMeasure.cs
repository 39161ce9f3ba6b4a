using DataPipe.Text.Hashing;

namespace DataPipe.Text.Signals;

/// <summary>
/// Measures the quality signals of RedPajama-V2: the text is walked twice, once for its raw words and once for its normalised ones, and the words are counted by hash.
/// Reusable memory of one thread: allocates nothing once it fits. Source: Weber et al. 2024, arXiv:2411.12372, and the released code.
/// </summary>
public sealed class RedPajamaMeasure
{
    private const int Decimals = 8; // what the published values are rounded to
    private readonly RawWords _raw = new();
    private readonly NormalizedWords _words = new();
    private readonly LineSignals _lines = new();
    private readonly WordRepeats _repeats = new();
    private readonly double[] _values = new double[(int)RedPajamaSignal.Duplicate10Grams + 1];
    private ImportanceModel? _importance;

    /// <summary>A signal of the text that was measured last; NaN where it is not defined.</summary>
    public double Of(RedPajamaSignal signal) => _values[(int)signal];

    /// <summary>A signal of its lines, [lines]; valid until the next text.</summary>
    public ReadOnlySpan<float> Of(RedPajamaLineSignal signal) => _lines.Of(signal);

    /// <summary>How much more likely the text is in a target than in the source, natural logarithm; NaN for an empty text.</summary>
    public double Importance(int target, bool correctLength)
    {
        if (_importance is null || _raw.Count == 0) return double.NaN;
        return Math.Round(_raw.Importance[target] + (correctLength ? _importance.LengthCorrection(target, _raw.Count) : 0), Decimals);
    }

    /// <summary>Measures a text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="stopWords">Stop words, as they are written; null where there is no list of the language.</param>
    /// <param name="badPhrases">Bad words, normalised; null where there is no list of the language.</param>
    /// <param name="importance">Targets and source of importance weights, or null.</param>
    public void Measure(ReadOnlySpan<byte> utf8, FingerprintSet? stopWords, BadPhrases? badPhrases, ImportanceModel? importance)
    {
        _importance = importance;
        _raw.Read(utf8, stopWords, importance);
        _words.Read(utf8, _lines);
        var (words, raw, chars) = ((double)_words.Hashes.Length, (double)_raw.Count, _words.RawChars);
        var normalised = _words.Chars + Math.Max(0, _words.Hashes.Length - 1);
        Set(RedPajamaSignal.Length, chars);
        Set(RedPajamaSignal.Lines, _lines.Count);
        Set(RedPajamaSignal.BadWords, badPhrases?.Count(_words.Hashes) ?? double.NaN);
        Set(RedPajamaSignal.LoremIpsum, normalised == 0 ? 0 : _words.LoremIpsum / (double)normalised);
        Set(RedPajamaSignal.CurlyBracket, chars == 0 ? 0 : (utf8.Count((byte)'{') + utf8.Count((byte)'}')) / (double)chars);
        Set(RedPajamaSignal.StopWordFraction, stopWords is null ? double.NaN : words == 0 ? 0 : _raw.Stop / raw);
        Set(RedPajamaSignal.Sentences, _raw.Sentences);
        Set(RedPajamaSignal.WordCount, words);
        Set(RedPajamaSignal.MeanWordLength, words == 0 ? double.NaN : _words.Chars / words);
        Set(RedPajamaSignal.SymbolToWordRatio, raw == 0 ? double.NaN : (utf8.Count((byte)'#') + utf8.Count("..."u8) + utf8.Count("…"u8)) / raw);
        Set(RedPajamaSignal.LinesEndWithEllipsis, _lines.Count == 0 ? double.NaN : (double)_lines.Ellipses / _lines.Count);
        Set(RedPajamaSignal.NoAlphabeticWords, raw == 0 ? double.NaN : 1 - _raw.Alphabetic / raw);
        Set(RedPajamaSignal.AllCapsWords, raw == 0 ? double.NaN : _raw.Capital / raw);
        Span<double> top = stackalloc double[3];
        Span<double> duplicate = stackalloc double[6];
        _repeats.Measure(_words.Hashes, _words.Lengths, _words.Chars, top, duplicate);
        Set(RedPajamaSignal.UniqueWords, words == 0 ? double.NaN : _repeats.Unique / words);
        Set(RedPajamaSignal.UnigramEntropy, words == 0 ? double.NaN : _repeats.Entropy);
        for (var i = 0; i < top.Length; i++) Set(RedPajamaSignal.Top2Gram + i, top[i]);
        for (var i = 0; i < duplicate.Length; i++) Set(RedPajamaSignal.Duplicate5Grams + i, duplicate[i]);
    }

    private void Set(RedPajamaSignal signal, double value) => _values[(int)signal] = Math.Round(value, Decimals);
}
