using System.Text.Json;
using DataPipe.Text.Hashing;
using DataPipe.Text.Rouge;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.Rouge;

public class RougeTests(ITestOutputHelper output)
{
    private static int[] Tokens(string text, bool characters = false) => new RougeTokenizer(new RougeVocabulary(), characters).Tokenize(text);

    private static NoveltyPool NewPool(bool characters = true) => new(new RougeTokenizer(new RougeVocabulary(), characters));

    [Theory]
    [InlineData("Hello, World-wide 42!", 4)]
    [InlineData("", 0)]
    [InlineData("don't", 2)]
    [InlineData("naïve", 2)]
    [InlineData("İstanbul", 2)]
    [InlineData("5 \u212Ag", 2)]
    [InlineData("写一首诗", 0)]
    public void Tokens_are_runs_of_ascii_letters_and_digits(string text, int expected) => Assert.Equal(expected, Tokens(text).Length);

    [Fact]
    public void Case_and_the_Kelvin_sign_fold() => Assert.Equal(Tokens("kg KG")[0], Tokens("kg \u212AG kg")[1]);

    [Fact]
    public void Characters_of_scripts_without_spaces_are_tokens_on_request() => Assert.Equal(6, Tokens("写一首诗 about 猫", characters: true).Length);

    [Fact]
    public void The_score_is_the_harmonic_mean_in_the_published_order_of_operations()
    {
        var score = RougeL.Score([1, 2, 3, 4], [2, 4, 5]);
        Assert.Equal(2 / 4.0, score.Precision);
        Assert.Equal(2 / 3.0, score.Recall);
        Assert.Equal(2 * 0.5 * (2 / 3.0) / (0.5 + 2 / 3.0), score.F);
        Assert.Equal(default, RougeL.Score([], [1]));
        Assert.Equal(default, RougeL.Score([1], [2]));
    }

    [Fact]
    public void The_bit_parallel_length_is_that_of_the_table() => Prop.ForAll<byte[], byte[], byte>((a, b, size) =>
    {
        // Long sequences over a small alphabet cross the borders of 64-bit blocks.
        var left = Enumerable.Range(0, (a ?? []).Length * (size % 9)).Select(i => (int)(Mix64.Of((ulong)(i + size)) % 7) - 3).ToArray();
        var right = Enumerable.Range(0, (b ?? []).Length * (size % 11)).Select(i => (int)(Mix64.Of((ulong)(i * 3 + size)) % 7) - 3).ToArray();
        return LongestCommonSubsequence.Length(left, right) == Table(left, right);
    }).Holds();

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(1000)]
    public void Equal_sequences_have_their_own_length_in_common(int length)
    {
        var sequence = Enumerable.Range(0, length).Select(i => i % 17).ToArray();
        Assert.Equal(length, LongestCommonSubsequence.Length(sequence, sequence));
    }

    [Fact]
    public void The_pool_finds_what_comparing_with_every_text_finds()
    {
        var words = new[] { "write", "a", "poem", "about", "the", "sea", "list", "five", "facts", "诗", "in" };
        var texts = Gen.ListOf(Gen.ListOf(Gen.Elements(words)).Select(list => string.Join(' ', list))).ToArbitrary();
        Prop.ForAll(texts, list =>
        {
            var pool = NewPool();
            var vocabulary = new RougeVocabulary();
            var tokenizer = new RougeTokenizer(vocabulary, characterTokens: true);
            var known = new List<int[]>();
            foreach (var text in list)
            {
                var tokens = tokenizer.Tokenize(text);
                var scores = known.Select((k, i) => new NoveltyMatch(i, RougeL.Score(tokens, k).F)).Where(m => m.F > 0).OrderByDescending(m => m.F).ThenBy(m => m.Index).ToList();
                if (pool.MaxSimilarity(text) != (scores.Count > 0 ? scores[0].F : 0)) return false;
                if (!pool.Nearest(text, 3).SequenceEqual(scores.Take(3))) return false;
                foreach (var threshold in (double[])[0, 0.4, 0.5, 2 / 3.0, 0.7, 1])
                    if (pool.NearestAbove(text, threshold) != (scores.Count > 0 && scores[0].F > threshold ? scores[0] : null)) return false;
                pool.Add(text);
                known.Add(tokens);
            }
            return pool.Count == list.Count;
        }).Holds();
    }

    [Fact]
    public void Exactly_the_threshold_is_new_enough()
    {
        var pool = NewPool();
        pool.Add("one two three four five six seven a b c");
        var candidate = "one two three four five six seven x y z"; // 7 of 10 in common
        Assert.Equal(0.7, pool.MaxSimilarity(candidate));
        Assert.Null(pool.NearestAbove(candidate, 0.7));
        Assert.Equal(0, pool.NearestAbove(candidate, 0.69)?.Index);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.NearestAbove(candidate, -0.1));
    }

    [Fact]
    public void Chinese_texts_are_compared_by_characters()
    {
        var pool = NewPool();
        pool.Add("写一首关于大海的诗");
        Assert.True(pool.MaxSimilarity("写一首关于大山的诗") > 0.8);
        Assert.Equal(0, NewPool(characters: false).MaxSimilarity("写一首关于大山的诗"));
    }

    [Fact]
    public void Every_decision_on_made_up_instructions_is_that_of_comparing_with_every_text()
    {
        var (made, pool, vocabulary) = (new MadeInstructions(11), NewPool(), new RougeVocabulary());
        var (tokenizer, known) = (new RougeTokenizer(vocabulary, characterTokens: true), new List<int[]>());
        int kept = 0, dropped = 0, exactly = 0;
        for (var i = 0; i < 2500; i++)
        {
            var text = made.Next();
            var tokens = tokenizer.Tokenize(text);
            var scores = known.Select(k => RougeL.Score(tokens, k).F).ToArray();
            var largest = scores.Length > 0 ? scores.Max() : 0;
            NoveltyMatch? expected = largest > 0.7 ? new NoveltyMatch(Array.IndexOf(scores, largest), largest) : null;
            Assert.Equal(expected, pool.NearestAbove(text, 0.7));
            Assert.Equal(largest, pool.MaxSimilarity(text));
            if (largest == 0.7) exactly++;
            if (largest > 0.7)
            {
                dropped++;
                continue;
            }

            kept++;
            pool.Add(text);
            known.Add(tokens);
        }

        output.WriteLine($"{kept} kept, {dropped} dropped, {exactly} of those kept have exactly 0.7");
        Assert.True(kept > 1000 && dropped > 200 && exactly > 3, "the instructions lie on both sides of the threshold, and on it");
    }

    [Theory]
    [InlineData("写一首关于大海的诗，并解释它的意思。", "写一首关于大山的诗，并解释它的意思。", "列出三种提高记忆力的方法。")]
    [InlineData("日本の歴史について短い文章を書いてください。", "日本の文化について短い文章を書いてください。", "次の数字を小さい順に並べ替えなさい。")]
    [InlineData("เขียนบทกวีสั้นๆ เกี่ยวกับทะเลในฤดูฝน", "เขียนบทกวีสั้นๆ เกี่ยวกับทะเลในฤดูหนาว", "แปลประโยคนี้เป็นภาษาอังกฤษ")]
    [InlineData("Напишите короткое стихотворение о море и его берегах", "напишите короткое стихотворение о реке и её берегах", "Переведите это предложение на английский язык")]
    [InlineData("समुद्र के बारे में एक छोटी कविता लिखिए", "नदी के बारे में एक छोटी कविता लिखिए", "तीन देशों की राजधानियाँ बताइए")]
    [InlineData("바다에 관한 짧은 시를 써 주세요", "바다에 관한 짧은 시를 지어 주세요", "세 나라의 수도를 나열하세요")]
    public void Duplicates_without_a_Latin_letter_are_found_and_other_texts_are_not(string text, string near, string other)
    {
        var (pool, published) = (NewPool(), NewPool(characters: false));
        pool.Add(text);
        published.Add(text);
        Assert.Equal(1, pool.MaxSimilarity(text));
        Assert.NotNull(pool.NearestAbove(near, 0.7));
        Assert.Null(pool.NearestAbove(other, 0.7));
        Assert.Equal(0, published.MaxSimilarity(text));
    }

    [Fact]
    public void All_similarities_are_the_nearest_and_all_others()
    {
        var (made, pool) = (new MadeInstructions(3), NewPool());
        Assert.Empty(pool.Similarities("anything"));
        for (var i = 0; i < 300; i++) pool.Add(made.Next());
        var text = made.Next();
        var scores = pool.Similarities(text);
        Assert.Equal(pool.Nearest(text, 300), scores.Select((f, i) => new NoveltyMatch(i, f)).Where(m => m.F > 0).OrderByDescending(m => m.F).ThenBy(m => m.Index));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(129)]
    [InlineData(1000)]
    public void Sums_in_pairs_are_sums(int count)
    {
        var values = Enumerable.Range(0, count).Select(i => 1.0 / (i + 1)).ToArray();
        Assert.Equal(values.Sum(), PairwiseSum.Of(values), 12);
    }

    [Fact]
    public void Published_similarities_are_reproduced_bit_for_bit()
    {
        if (SharedData.Find("self-instruct/machine_generated_instructions.jsonl") is not { } path)
        {
            output.WriteLine("skipped: ../shared/data/self-instruct is not there");
            return;
        }
        int pairs = 0, equal = 0;
        var tokenizer = new RougeTokenizer(new RougeVocabulary(), characterTokens: false);
        foreach (var line in File.ReadLines(path))
        {
            using var row = JsonDocument.Parse(line);
            var tokens = tokenizer.Tokenize(row.RootElement.GetProperty("instruction").GetString()!);
            foreach (var similar in row.RootElement.GetProperty("most_similar").EnumerateObject())
            {
                pairs++;
                if (RougeL.Score(tokens, tokenizer.Tokenize(similar.Name)).F == similar.Value.GetDouble()) equal++;
            }
        }
        output.WriteLine($"{equal} of {pairs} published similarities are bit-equal");
        Assert.True(pairs > 100 && equal == pairs);
    }

    private static int Table(int[] a, int[] b)
    {
        var lengths = new int[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
                lengths[i, j] = a[i - 1] == b[j - 1] ? lengths[i - 1, j - 1] + 1 : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
        return lengths[a.Length, b.Length];
    }
}
