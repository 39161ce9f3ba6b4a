using System.Text;
using System.Text.RegularExpressions;
using DataPipe.Text.Hashing;
using DataPipe.Text.Signals;

namespace DataPipe.Text.Tests.Signals;

public partial class RedPajamaMeasureTests
{
    private static readonly string[] Pieces =
    [
        "the", "river", "The", "USA", "don't", "foo-bar", "été", "ÉTÉ", "река", "Река", "河", "三", "A1", "1984", "½", "_x_", "javascript", "JavaScript", "lorem ipsum", "Lorem, ipsum!", "of", "and",
        "{", "}", "#", "#tag", "...", "…", "•", "–", "”", "?!", ".", "(see)", "İstanbul", "naïve café", "darn", "heck no", "\u0000", "a", "b", "c",
    ];

    [Fact]
    public void Every_signal_is_what_the_published_definitions_give()
    {
        var random = new Random(3);
        var measure = new RedPajamaMeasure();
        var stop = new FingerprintSet();
        string[] stopWords = ["the", "of", "and", "a"], bad = ["darn", "heck no", "Never"];
        foreach (var word in stopWords) stop.Add(Encoding.UTF8.GetBytes(word));
        var phrases = new BadPhrases(bad.Select(Encoding.UTF8.GetBytes));
        for (var round = 0; round < 400; round++)
        {
            var vocabulary = 2 + random.Next(Pieces.Length - 1);
            var text = string.Concat(Enumerable.Range(0, random.Next(round < 20 ? 4 : 160)).Select(_ => Pieces[random.Next(vocabulary)] + Gap(random)));
            measure.Measure(Encoding.UTF8.GetBytes(text), stop, phrases, null);
            foreach (var (signal, expected) in Expected(text, stopWords, bad))
                Assert.True(Math.Abs(expected - measure.Of(signal)) < 2e-8 || (double.IsNaN(expected) && double.IsNaN(measure.Of(signal))), $"{signal}: {measure.Of(signal)} is not {expected} in '{text}'");
            foreach (var (signal, expected) in ExpectedLines(text))
                Assert.Equal(expected.Select(e => (float)e), measure.Of(signal).ToArray());
        }
    }

    [Fact]
    public void Measuring_allocates_nothing()
    {
        var measure = new RedPajamaMeasure();
        var text = Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Repeat(Pieces, 30).SelectMany(p => p)));
        Assert.Equal(0, Allocations.Of(() => measure.Measure(text, null, null, null)));
    }

    [Fact]
    public void Importance_is_the_log_ratio_of_targets_and_source_over_words_and_pairs()
    {
        var (target, source) = (new HashedNgramCounter(1000), new HashedNgramCounter(1000));
        for (var i = 0; i < 5; i++) target.Add("the wing of the heron"u8);
        source.Add("click here to buy the wing now, click here"u8);
        source.Add("the offer"u8);
        var model = new ImportanceModel(source.Counts, [target.Counts, source.Counts]);
        var measure = new RedPajamaMeasure();
        measure.Measure("the wing of the heron"u8, null, null, model);
        var alike = measure.Importance(0, correctLength: false);
        Assert.Equal(0, measure.Importance(1, correctLength: true), 1e-9);
        // Poisson's law: 5 words where 5 are the mean, against a mean of (10 + 2) / 2 = 6.
        double Poisson(double mean) => Math.Exp(5 * Math.Log(mean) - mean - Math.Log(120)) + 1e-8;
        Assert.Equal(Math.Log(Poisson(5)) - Math.Log(Poisson(6)), measure.Importance(0, correctLength: true) - alike, 1e-4);
        measure.Measure("click here to buy"u8, null, null, model);
        Assert.True(alike > 0 && measure.Importance(0, correctLength: false) < 0);
        measure.Measure(""u8, null, null, model);
        Assert.True(double.IsNaN(measure.Importance(0, correctLength: false)));
    }

    private static string Gap(Random random) => random.Next(12) switch { 0 => "\n", 1 => "\n\n", 2 => "  ", 3 => " \t", 4 => ".", 5 => "\u00A0", _ => " " };

    private static Dictionary<RedPajamaSignal, double> Expected(string text, string[] stopWords, string[] bad)
    {
        string[] raw = [.. Raw().Matches(text).Select(m => m.Value)];
        var content = Normalized(text);
        var words = content.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var lines = LinesOf(text);
        var chars = words.Sum(Length);
        var signals = new Dictionary<RedPajamaSignal, double>
        {
            [RedPajamaSignal.Length] = Length(text),
            [RedPajamaSignal.Lines] = lines.Length,
            [RedPajamaSignal.BadWords] = bad.Sum(b => Grams(words, b.Count(c => c == ' ') + 1).Count(g => string.Join(' ', g) == b)),
            [RedPajamaSignal.LoremIpsum] = content.Length == 0 ? 0 : Regex.Count(content, "lorem ipsum") / (double)Length(content),
            [RedPajamaSignal.CurlyBracket] = text.Length == 0 ? 0 : text.Count(c => c is '{' or '}') / (double)Length(text),
            [RedPajamaSignal.StopWordFraction] = words.Length == 0 ? 0 : raw.Count(stopWords.Contains) / (double)raw.Length,
            [RedPajamaSignal.Sentences] = text.Split('.', '!', '?').Count(s => Word().IsMatch(s)),
            [RedPajamaSignal.WordCount] = words.Length,
            [RedPajamaSignal.MeanWordLength] = words.Length == 0 ? double.NaN : (double)chars / words.Length,
            [RedPajamaSignal.SymbolToWordRatio] = raw.Length == 0 ? double.NaN : (text.Count(c => c is '#' or '…') + Regex.Count(text, @"\.\.\.")) / (double)raw.Length,
            [RedPajamaSignal.LinesEndWithEllipsis] = lines.Length == 0 ? double.NaN : lines.Count(l => l.TrimEnd().EndsWith("...", StringComparison.Ordinal) || l.TrimEnd().EndsWith('…')) / (double)lines.Length,
            [RedPajamaSignal.NoAlphabeticWords] = raw.Length == 0 ? double.NaN : 1 - raw.Count(w => w.Any(char.IsAsciiLetter)) / (double)raw.Length,
            [RedPajamaSignal.UniqueWords] = words.Length == 0 ? double.NaN : words.Distinct().Count() / (double)words.Length,
            [RedPajamaSignal.UnigramEntropy] = words.Length == 0 ? double.NaN : words.GroupBy(w => w).Sum(g => -(double)g.Count() / words.Length * Math.Log((double)g.Count() / words.Length)),
            [RedPajamaSignal.AllCapsWords] = raw.Length == 0 ? double.NaN : raw.Count(w => w.Any(char.IsUpper) && !w.Any(char.IsLower)) / (double)raw.Length,
        };
        for (var n = 2; n <= 4; n++)
        {
            var best = Grams(words, n).Select((g, i) => (Key: string.Join(' ', g), g, i)).GroupBy(g => g.Key).OrderByDescending(g => g.Count()).ThenBy(g => g.First().i).FirstOrDefault();
            signals[RedPajamaSignal.Top2Gram + (n - 2)] = best is null || best.Count() < 2 ? 0 : best.First().g.Sum(Length) * best.Count() / (double)chars;
        }

        for (var n = 5; n <= 10; n++)
        {
            var grams = Grams(words, n).Select(g => string.Join(' ', g)).ToArray();
            var twice = grams.GroupBy(g => g).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
            var covered = new bool[words.Length];
            for (var i = 0; i < grams.Length; i++)
                if (twice.Contains(grams[i])) Array.Fill(covered, true, i, n);
            signals[RedPajamaSignal.Duplicate5Grams + (n - 5)] = chars == 0 ? 0 : words.Where((_, i) => covered[i]).Sum(Length) / (double)chars;
        }

        return signals;
    }

    private static Dictionary<RedPajamaLineSignal, double[]> ExpectedLines(string text)
    {
        var lines = LinesOf(text);
        return new()
        {
            [RedPajamaLineSignal.JavascriptCount] = [.. lines.Select(l => (double)Normalized(l).Split(' ').Count(w => w == "javascript"))],
            [RedPajamaLineSignal.EndsWithTerminalPunctuation] = [.. lines.Select(l => ".!?”".Contains(l.TrimEnd().LastOrDefault(' ')) ? 1.0 : 0)],
            [RedPajamaLineSignal.Words] = [.. lines.Select(l => (double)Normalized(l).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length)],
            [RedPajamaLineSignal.UppercaseLetterFraction] = [.. lines.Select(l => l.Count(char.IsUpper) / (double)Length(l))],
            [RedPajamaLineSignal.NumericalCharsFraction] = [.. lines.Select(l => Normalized(l) is { Length: > 0 } n ? n.Count(c => char.GetNumericValue(c) >= 0) / (double)Length(n) : 0)],
            [RedPajamaLineSignal.StartsWithBulletPoint] = [.. lines.Select(l => "•–".Contains(l.TrimStart().FirstOrDefault(' ')) ? 1.0 : 0)],
        };
    }

    private static string[] LinesOf(string text) => [.. Regex.Matches(text, @"[^\n]*\n|[^\n]+$").Select(m => m.Value)];

    private static IEnumerable<string[]> Grams(string[] words, int n) => Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).Select(i => words[i..(i + n)]);

    private static string Normalized(string text)
    {
        var bare = string.Concat(text.Where(c => c is < '!' or > '~' || char.IsAsciiLetterOrDigit(c))).Replace("İ", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();
        return Regex.Replace(bare.Trim(), @"\s+", " ").Normalize(NormalizationForm.FormD);
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    [GeneratedRegex(@"[\w½]+|[^\w\s½]+")]
    private static partial Regex Raw();

    [GeneratedRegex(@"[\w½]")]
    private static partial Regex Word();
}
