using DataPipe.Synthesis.Scrubbing;
using DataPipe.Synthesis.Tests.Support;
using Xunit.Abstractions;

namespace DataPipe.Synthesis.Tests.Scrubbing;

/// <summary>
/// Precision and recall on sentences of our own: <c>sentences.tsv</c>, which the rules were made with, and <c>held-out.tsv</c>, written before the rules and not looked at while they were made.
/// A line holds the classes, r refusal, i identity, c cut-off, - none, and the sentence.
/// </summary>
public sealed class SentenceClassesTests(ITestOutputHelper output)
{
    [Fact]
    public void Finds_what_it_was_made_for() => Measure("sentences.tsv", 0.97, 0.97);

    [Fact]
    public void Finds_what_it_has_not_seen() => Measure("held-out.tsv", 0.9, 0.8);

    [Theory]
    [InlineData("OpenAI released GPT-2 in 2019.")]
    [InlineData("> I am ChatGPT, trained by OpenAI.")]
    [InlineData("The log says “I'm sorry, but I can't assist with that.”")]
    [InlineData("")]
    public void Mentions_and_quotations_survive(string sentence) => Assert.Equal(PhraseClasses.None, SentenceClasses.Of(sentence));

    [Theory]
    [InlineData("i am a ")]
    [InlineData("sorry, but i can't ")]
    [InlineData("my last training data ")]
    [InlineData("我是作为")]
    [InlineData("\"")]
    public void A_sentence_of_any_length_takes_no_time(string part)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        SentenceClasses.Of(string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length)));
        Assert.True(clock.Elapsed.TotalSeconds < 10, $"{clock.Elapsed}");
    }

    private void Measure(string file, double minPrecision, double minRecall)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "DataPipe.Synthesis.Tests", "Scrubbing", file)).Where(l => l.Length > 0).Select(l => l.Split('\t')).ToList();
        Assert.All(lines, l => Assert.Equal(2, l.Length));
        output.WriteLine($"{file}: {lines.Count} sentences, {lines.Count(l => l[0] == "-")} of them say nothing of the kind");
        var (allFound, allWrong, allMissed) = (0, 0, 0);
        foreach (var (letter, wanted) in ((char, PhraseClasses)[])[('r', PhraseClasses.Refusal), ('i', PhraseClasses.Identity), ('c', PhraseClasses.Cutoff)])
        {
            var (found, wrong, missed) = (0, 0, 0);
            foreach (var line in lines)
            {
                var (is_, said) = (line[0].Contains(letter), (SentenceClasses.Of(line[1]) & wanted) != 0);
                if (is_ && said) found++;
                else if (said) (wrong, _) = (wrong + 1, Say($"  {wanted}, wrongly: {line[1]}"));
                else if (is_) (missed, _) = (missed + 1, Say($"  {wanted}, missed: {line[1]}"));
            }

            output.WriteLine($"{wanted}: precision {(double)found / Math.Max(1, found + wrong):P1}, recall {(double)found / Math.Max(1, found + missed):P1} ({found} found, {wrong} wrongly, {missed} missed)");
            (allFound, allWrong, allMissed) = (allFound + found, allWrong + wrong, allMissed + missed);
        }

        var (precision, recall) = ((double)allFound / (allFound + allWrong), (double)allFound / (allFound + allMissed));
        output.WriteLine($"together: precision {precision:P1}, recall {recall:P1}");
        Assert.True(precision >= minPrecision && recall >= minRecall, $"precision {precision}, recall {recall}");

        bool Say(string text)
        {
            output.WriteLine(text);
            return true;
        }
    }
}
