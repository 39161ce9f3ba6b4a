using System.Text;
using DataPipe.Text.Language;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.Language;

public class LanguageAccuracyTests(ITestOutputHelper output)
{
    [Fact]
    public void Single_sentences_are_told_apart()
    {
        if (SharedData.Find("langid/sentences.tsv") is not { } path)
        {
            output.WriteLine("skipped: ../shared/data/langid is not there");
            return;
        }
        Assert.True(LanguageIdentifier.Languages.Count >= 90);
        // Sentences of languages that are not claimed, Bosnian, are left out.
        var claimed = File.ReadLines(path).Select(l => l[..l.IndexOf('\t', StringComparison.Ordinal)]).Distinct().Where(LanguageIdentifier.Languages.Contains).ToArray();
        var right = claimed.ToDictionary(l => l, _ => 0);
        var all = claimed.ToDictionary(l => l, _ => 0);
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
        var macro = claimed.Average(l => (double)right[l] / all[l]);
        output.WriteLine($"{claimed.Length} languages, macro accuracy {macro:f4}; at confidence 0.65 or more {(double)sure / all.Values.Sum():f3} of sentences, {(double)sureRight / sure:f4} of them right");
        output.WriteLine(string.Join(" ", claimed.OrderBy(l => right[l]).Select(l => $"{l}:{right[l]}")));
        output.WriteLine(string.Join(" ", wrong.OrderByDescending(p => p.Value).Take(40).Select(p => $"{p.Key}:{p.Value}")));
        Assert.True(macro >= 0.93);
    }
}
