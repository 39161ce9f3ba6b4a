using System.Text;
using System.Text.RegularExpressions;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Text.Tests.Statistics;

public class RepetitionMeasureTests
{
    private static readonly TextAnalysis Analysis = new();
    private static readonly RepetitionMeasure Repetition = new();

    [Fact]
    public void Empty_text_repeats_nothing() => Assert.Equal(default, Measure([], WordRule.Standard));

    [Fact]
    public void Lines_paragraphs_and_words_are_measured_as_the_rule_says()
    {
        var text = "aa bb\naa bb\n\ncc\n\ncc"; // 19 code points
        var r = Measure(Encoding.UTF8.GetBytes(text), WordRule.Standard);
        Assert.Equal((6, 19), (r.Words, r.Chars));
        Assert.Equal(1 / 3.0, r.DuplicateParagraphFraction);
        Assert.Equal(2 / 19.0, r.DuplicateParagraphCharFraction);
        Assert.Equal(2 / 4.0, r.DuplicateLineFraction);
        Assert.Equal(7 / 19.0, r.DuplicateLineCharFraction);
        Assert.Equal(5 * 2 / 19.0, r.Top2GramCharFraction); // "aa bb" twice
    }

    [Fact]
    public void Joined_words_are_compared_without_their_borders()
    {
        // Five words and five others that read alike when joined: "a bc d e f" and "ab c d e f".
        var r = Measure("a bc d e f ab c d e f"u8.ToArray(), WordRule.Whitespace);
        Assert.Equal(6 / 21.0, r.Duplicate5GramCharFraction);
    }

    [Fact]
    public void Fractions_are_those_of_a_plain_restatement()
    {
        var texts = Gen.ListOf(Gen.Elements("a", "bb", "ccc", "é", "ab", "c", "\n", "\n\n", "漢")).Select(list => string.Join(' ', list)).ToArbitrary();
        Prop.ForAll(texts, text =>
        {
            var r = Measure(Encoding.UTF8.GetBytes(text), WordRule.Whitespace);
            var words = text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            double chars = text.Length;
            if (text.Length == 0) return r == default;
            var lines = Duplicates(Regex.Split(text, "\n+"));
            var paragraphs = Duplicates(Regex.Split(text.Trim(), "\n{2,}"));
            return r.Words == words.Length
                && (r.DuplicateLineFraction, r.DuplicateLineCharFraction) == (lines.Fraction, lines.Chars / chars)
                && (r.DuplicateParagraphFraction, r.DuplicateParagraphCharFraction) == (paragraphs.Fraction, paragraphs.Chars / chars)
                && Enumerable.Range(2, 3).All(n => r.TopNGramCharFraction(n) == Top(words, n) / chars)
                && Enumerable.Range(5, 6).All(n => r.DuplicateNGramCharFraction(n) == Greedy(words, n) / chars);
        }).Holds();
    }

    [Fact]
    public void Other_gram_lengths_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => default(RepetitionFractions).TopNGramCharFraction(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(RepetitionFractions).DuplicateNGramCharFraction(4));
    }

    [Fact]
    public void A_scratch_that_met_a_giant_serves_small_texts_alike()
    {
        var small = "one two three one two three one two three one two three"u8.ToArray();
        var before = Measure(small, WordRule.Standard);
        Measure(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1_500_000).Select(i => $"{i} "))), WordRule.Whitespace);
        Assert.Equal(before, Measure(small, WordRule.Standard));
    }

    [Fact]
    public void What_a_fraction_is_at_most_it_never_exceeds()
    {
        var texts = Gen.ListOf(Gen.Elements("a", "bb", "ccc", "é", "ab", "c", "river", "\n", "somewhere", "漢")).Select(list => string.Join(' ', list)).ToArbitrary();
        Prop.ForAll(texts, text =>
        {
            Analysis.Read(Encoding.UTF8.GetBytes(text));
            // In any order, as each may change what the next begins with.
            return Enumerable.Range(2, 3).Reverse().All(n => Repetition.TopNGramAtMost(Analysis, WordRule.Whitespace, n) >= Repetition.TopNGram(Analysis, WordRule.Whitespace, n))
                && new[] { 7, 5, 10, 6, 9, 8 }.All(IsSettledAsMeasured);
        }).Holds();
    }

    [Fact]
    public void Texts_of_any_number_of_words_fit_into_working_memory_that_met_none()
    {
        for (var words = 0; words <= 2100; words++)
        {
            var (measure, analysis) = (new RepetitionMeasure(), new TextAnalysis());
            analysis.Read(Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, words).Select(i => $"{i % 700}"))));
            var r = measure.Measure(analysis, WordRule.Whitespace);
            Assert.Equal((words, words >= 705), (r.Words, r.Duplicate5GramCharFraction > 0));
        }
    }

    [Fact]
    public void Passages_that_come_again_are_measured_as_the_rule_says_however_their_words_are_cut()
    {
        // Words of one to 40 bytes that begin and end alike, passages of them copied, some with other borders between their words.
        var word = from stem in Gen.Elements("a", "of", "(", ".", "river", "international", "é漢", "http://example.org/a/long/way/to/") from end in Gen.Elements("", "", "s", "ly", "x1") select stem + end;
        var passage = from words in Gen.ListOf(word, 12) from borders in Gen.Elements(" ", " ", "\n") select string.Join(borders, words);
        var texts = from passages in Gen.ListOf(passage, 4)
            from order in Gen.ListOf(Gen.Choose(0, 3), 9)
            from cut in Gen.Choose(0, 40)
            select string.Join(' ', order.Select((p, i) => i % 3 == 2 && cut < passages[p].Length ? passages[p].Insert(cut, " ") : passages[p]));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var r = Measure(Encoding.UTF8.GetBytes(text), WordRule.Whitespace);
            var words = text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            double chars = text.Length;
            return Enumerable.Range(2, 3).All(n => r.TopNGramCharFraction(n) == Top(words, n) / chars)
                && Enumerable.Range(5, 6).All(n => r.DuplicateNGramCharFraction(n) == Greedy(words, n) / chars)
                && Enumerable.Range(2, 3).All(n => Repetition.TopNGramAtMost(Analysis, WordRule.Whitespace, n) >= r.TopNGramCharFraction(n))
                && Enumerable.Range(5, 6).All(IsSettledAsMeasured);
        }).Holds();
    }

    private static RepetitionFractions Measure(byte[] text, WordRule rule)
    {
        Analysis.Read(text);
        return Repetition.Measure(Analysis, rule);
    }

    private static (double Fraction, int Chars) Duplicates(string[] pieces)
    {
        var seen = new HashSet<string>();
        int duplicates = 0, chars = 0;
        foreach (var piece in pieces)
        {
            if (seen.Add(piece)) continue;
            duplicates++;
            chars += piece.Length;
        }
        return ((double)duplicates / pieces.Length, chars);
    }

    private static int Top(string[] words, int n)
    {
        var grams = Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).Select(i => string.Join(' ', words[i..(i + n)])).ToList();
        if (grams.Count == 0) return 0;
        var top = grams.GroupBy(g => g).OrderByDescending(g => g.Count()).First(); // groups come in the order first seen, and the sort is stable
        return top.Key.Length * top.Count();
    }

    private static int Greedy(string[] words, int n)
    {
        var seen = new HashSet<string>();
        var chars = 0;
        for (var i = 0; i < words.Length - n + 1;)
        {
            var gram = string.Concat(words[i..(i + n)]);
            if (seen.Add(gram))
            {
                i++;
                continue;
            }
            chars += gram.Length;
            i += n;
        }
        return chars;
    }

    // Just at what is measured, just below it, and at limits around it.
    private static bool IsSettledAsMeasured(int n)
    {
        var measured = Repetition.DuplicateNGram(Analysis, WordRule.Whitespace, n);
        return new[] { measured, Math.BitDecrement(measured), Math.BitIncrement(measured), -1, 0, 0.1, 0.5, 0.99, 1, 2, measured / 2, measured * 0.9, measured * 1.1 }
            .All(limit => Repetition.DuplicateNGramExceeds(Analysis, WordRule.Whitespace, n, limit) == (measured > limit));
    }
}
