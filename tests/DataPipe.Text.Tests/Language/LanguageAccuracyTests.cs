using System.Text;
using DataPipe.Text.Language;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.Language;

public class LanguageAccuracyTests(ITestOutputHelper output)
{
    private static readonly string[] Claimed =
        ("en de nl af sv da nb is fr es pt it ca ro eu sq pl cs sk sl hr lt lv fi et hu tr az vi id tl sw cy ga ru uk be bg sr mk kk ar fa ur hi mr "
        + "el he hy ka bn pa gu ta te si th am ko zh ja").Split(' ');

    [Fact]
    public void Single_sentences_are_told_apart()
    {
        if (SharedData.Find("langid/sentences.tsv") is not { } path)
        {
            output.WriteLine("skipped: ../shared/data/langid is not there");
            return;
        }
        var right = Claimed.ToDictionary(l => l, _ => 0);
        var all = Claimed.ToDictionary(l => l, _ => 0);
        var wrong = new Dictionary<string, int>();
        int sure = 0, sureRight = 0;
        foreach (var line in File.ReadLines(path))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var language = line[..tab];
            if (!all.ContainsKey(language)) continue;
            var guess = LanguageIdentifier.Identify(Encoding.UTF8.GetBytes(line[(tab + 1)..]));
            all[language]++;
            if (guess.Language == language) right[language]++;
            else wrong[$"{language}>{guess.Language}"] = wrong.GetValueOrDefault($"{language}>{guess.Language}") + 1;
            if (guess.Confidence < 0.65) continue;
            sure++;
            if (guess.Language == language) sureRight++;
        }
        var macro = Claimed.Average(l => (double)right[l] / all[l]);
        output.WriteLine($"{Claimed.Length} languages, macro accuracy {macro:f4}; at confidence 0.65 or more {(double)sure / all.Values.Sum():f3} of sentences, {(double)sureRight / sure:f4} of them right");
        output.WriteLine(string.Join(" ", Claimed.OrderBy(l => right[l]).Select(l => $"{l}:{right[l]}")));
        output.WriteLine(string.Join(" ", wrong.OrderByDescending(p => p.Value).Take(40).Select(p => $"{p.Key}:{p.Value}")));
        Assert.True(macro >= 0.85);
    }
}
