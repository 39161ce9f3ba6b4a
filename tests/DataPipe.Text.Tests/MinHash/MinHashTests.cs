using System.Runtime.InteropServices;
using System.Text;
using DataPipe.Text.Hashing;
using DataPipe.Text.MinHash;
using DataPipe.Text.Words;
using FsCheck;
using FsCheck.Fluent;

namespace DataPipe.Text.Tests.MinHash;

public class MinHashTests
{
    private static readonly MinHashPreset Small = new("small", 5, 3, 2, 7, WordRule.Standard);

    private static ulong[] Sign(string text, MinHashPreset preset)
    {
        var signature = new ulong[preset.Hashes];
        new MinHashSigner(preset).Sign(Encoding.UTF8.GetBytes(text), signature);
        return signature;
    }

    [Theory]
    [InlineData("Hello,   World!\n", "hello world")]
    [InlineData("1,234.5 and 12:30 or 7", "0 0 and 0 0 or 0")]
    [InlineData("Crème BRÛLÉE naïve", "creme brulee naive")]
    [InlineData("ΟΔΥΣΣΕΥΣ Σ", "οδυσσευς σ")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("٣٫١٤ x", "0 x")]
    [InlineData("3.a 4., 5.6.7", "0 a 0 0 0")]
    [InlineData("“quoted” — dash…", "quoted dash")]
    [InlineData("한글", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("...!?", "")]
    [InlineData("a\u0301 \u0301 b", "a  b")]
    public void Text_is_normalised_as_published(string text, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(new ShingleNormalizer().Normalize(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Normalising_twice_changes_nothing_more() => Prop.ForAll<string>(text =>
    {
        var normalizer = new ShingleNormalizer();
        var ascii = Encoding.UTF8.GetBytes(new string([.. (text ?? "").Where(c => c < 0x80)]));
        var once = normalizer.Normalize(ascii).ToArray();
        return normalizer.Normalize(once).SequenceEqual(once);
    }).Holds();

    [Fact]
    public void Permutations_are_those_of_NumPy()
    {
        var one = new Permutations(112, 1);
        Assert.Equal([0xac1f425ff4780ecUL, 0x18672f8ceebc1449UL, 0x77eff20ccc38aUL], one.A[..3].ToArray());
        Assert.Equal([0xebe938e3124088dUL, 0x1262acd476dd1e74UL, 0x10e5632b3af90e86UL], one.B[..3].ToArray());
        var last = new Permutations(112, uint.MaxValue);
        Assert.Equal([0x18fe69a31c924123UL, 0x991ec0c900cac48UL, 0x9fe37b486bcfe41UL], last.A[..3].ToArray());
        Assert.Equal([0x25ca1dfe603cffaUL, 0x1b05fb5ffd174077UL, 0x2c60c3aca9eee39UL], last.B[..3].ToArray());
    }

    [Fact]
    public void Vectors_of_every_width_give_the_bits_of_the_plain_formula() => Prop.ForAll<ulong[], byte>((shingles, size) =>
    {
        var count = size % 40 + 1;
        var permutations = new Permutations(count, size);
        shingles = [.. shingles ?? [], ulong.MaxValue, 0, (1UL << 61) - 1, 1UL << 61, Mix64.Of(size)];
        ulong[] widest = new ulong[count], half = new ulong[count], scalar = new ulong[count], plain = new ulong[count];
        Minima(permutations, () => permutations.Add(shingles)).CopyTo(widest);
        Minima(permutations, () => permutations.Add256(shingles)).CopyTo(half);
        Minima(permutations, () => permutations.AddScalar(shingles)).CopyTo(scalar);
        for (var i = 0; i < count; i++) plain[i] = shingles.Min(x => unchecked(x * permutations.A[i] + permutations.B[i]) % ((1UL << 61) - 1));
        return widest.SequenceEqual(plain) && half.SequenceEqual(plain) && scalar.SequenceEqual(plain);
    }).Holds();

    [Fact]
    public void Remainders_at_the_prime_are_found_by_vectors_too()
    {
        const ulong Prime = (1UL << 61) - 1;
        var permutations = new Permutations(45, 3);
        for (var i = 0; i < 45; i++)
        {
            var (a, b) = (permutations.A[i], permutations.B[i]);
            if (a % 2 == 0) continue; // has no inverse modulo 2^64
            var inverse = a;
            for (var round = 0; round < 6; round++) inverse *= unchecked(2 - a * inverse);
            foreach (var value in (ulong[])[Prime, Prime + 1, 2 * Prime, 7 * Prime, 8 * Prime, ulong.MaxValue, Prime - 1, 0])
            {
                ulong[] shingles = [unchecked((value - b) * inverse), Mix64.Of(value), Mix64.Of(value + 1)];
                var scalar = Minima(permutations, () => permutations.AddScalar(shingles));
                Assert.Equal(Math.Min(value % Prime, shingles[1..].Min(x => unchecked(x * a + b) % Prime)), scalar[i]);
                Assert.Equal(scalar, Minima(permutations, () => permutations.Add512(shingles)));
                Assert.Equal(scalar, Minima(permutations, () => permutations.Add256(shingles)));
            }
        }
    }

    [Fact]
    public void Eight_shingles_at_once_have_the_hashes_of_each_alone()
    {
        var bytes = Enumerable.Range(0, 4000).Select(i => (byte)Mix64.Of((ulong)i)).ToArray();
        for (var shift = 0; shift < 8; shift++)
        {
            var starts = Enumerable.Range(0, 150).Select(i => i * 7 + shift).ToArray();
            var ends = starts.Select((start, i) => start + (i * (shift + 1)) % 150).ToArray();
            var hashes = new ulong[starts.Length];
            ShingleHashes.Hash(bytes, starts, ends, hashes);
            for (var i = 0; i < hashes.Length; i++) Assert.Equal(XxHash64.Hash(bytes.AsSpan(starts[i]..ends[i])), hashes[i]);
        }
    }

    [Fact]
    public void Vectors_normalise_as_bytes_do() => Prop.ForAll(AnyText().ToArbitrary(), text =>
    {
        foreach (var fold in (bool[])[true, false])
        {
            var normalizer = new ShingleNormalizer(fold);
            if (!normalizer.NormalizeScalar(text).ToArray().AsSpan().SequenceEqual(normalizer.Normalize(text))) return false;
        }

        return true;
    }).Holds();

    [Fact]
    public void Shingles_are_those_of_the_words_of_the_whole_text() => Prop.ForAll(AnyText().ToArbitrary(), text =>
        new[] { MinHashPreset.FineWeb, MinHashPreset.Standard, MinHashPreset.Dclm with { ShingleWords = 1 }, Small }.All(preset => IsSignedAsOneText(text, preset))).Holds();

    [Fact]
    public void Every_word_that_the_tokeniser_cuts_is_cut()
    {
        var words = EnglishContractions.All().Select(w => w.Replace("|", "", StringComparison.Ordinal)).Where(w => w.All(char.IsAsciiLetter)).ToArray();
        Assert.True(words.Length > 200);
        Assert.True(IsSignedAsOneText(Encoding.UTF8.GetBytes(string.Join(' ', words)), MinHashPreset.Standard));
    }

    [Fact]
    public void A_long_text_is_signed_in_pieces_and_no_word_is_lost_between_them()
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 2_300_000; i++) text.Append(i % 7 == 0 ? "cannot é " : i % 11 == 0 ? "12, 13. 14 " : "word" + (char)('a' + i % 26) + (i % 13 == 0 ? "\n" : "  "));
        Assert.True(IsSignedAsOneText(Encoding.UTF8.GetBytes(text.ToString()), MinHashPreset.FineWeb));
        Assert.True(IsSignedAsOneText(Encoding.UTF8.GetBytes("two " + new string(' ', 2_500_000) + " words"), MinHashPreset.FineWeb));
        Assert.True(IsSignedAsOneText(Encoding.UTF8.GetBytes("three or " + new string('-', 2_500_000) + " four words in all"), MinHashPreset.FineWeb));
    }

    [Theory]
    [InlineData(0.7, 14, 9)]
    [InlineData(0.8, 9, 13)]
    [InlineData(0.9, 5, 25)]
    public void Bands_and_rows_for_a_similarity_are_the_published_ones(double similarity, int bands, int rows) => Assert.Equal((bands, rows), BandSolver.Solve(similarity, 128));

    [Fact]
    public void RedPajama_texts_lose_their_ASCII_marks_and_are_decomposed()
    {
        var preset = MinHashPreset.RedPajama2 with { ShingleWords = 3 };
        Assert.Equal(Sign("its stateof the art the café 2023", preset), Sign("It's  state-of the ART\n-- the cafe\u0301: 2023!", preset));
        Assert.NotEqual(Sign("its stateof the art the café 2023", preset), Sign("its stateof the art the cafe 2024", preset));
        Assert.NotEqual(Sign("its stateof the art the café 2023", preset), Sign("its stateof the art the café 2024", preset));
    }

    [Fact]
    public void Case_punctuation_accents_and_numbers_do_not_change_a_signature() =>
        Assert.Equal(Sign("The café opened at 9:30, on May 14.", MinHashPreset.FineWeb), Sign("the CAFE -- opened at 8:15 on may 3!", MinHashPreset.FineWeb));

    [Fact]
    public void A_text_shorter_than_a_shingle_is_one_shingle()
    {
        var signer = new MinHashSigner(MinHashPreset.FineWeb);
        var signature = new ulong[112];
        Assert.Equal(1, signer.Sign("two words"u8, signature));
        Assert.Equal(1, signer.Sign("now these are five words"u8, signature));
        Assert.Equal(2, signer.Sign("now these are six plain words"u8, signature));
        Assert.Equal(1, MinHashSigner.EstimateJaccard(Sign("two words", Small), Sign("Two, words!", Small)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("?!... --")]
    public void Empty_text_is_flagged_and_like_nothing(string text)
    {
        var signer = new MinHashSigner(MinHashPreset.FineWeb);
        var signature = new ulong[112];
        Assert.Equal(0, signer.Sign(Encoding.UTF8.GetBytes(text), signature));
        Assert.All(signature, hash => Assert.Equal(ulong.MaxValue, hash));
        Assert.Equal(0, MinHashSigner.EstimateJaccard(signature, signature));
    }

    [Fact]
    public void Estimates_come_near_the_exact_similarity()
    {
        double worst = 0, sum = 0;
        for (ulong trial = 0; trial < 40; trial++)
        {
            var words = Enumerable.Range(0, 300).Select(i => $"w{(char)('a' + (int)(Mix64.Combine(trial, (ulong)i) % 26))}{(char)('a' + i % 26)}{(char)('a' + i / 26)}").ToArray();
            var other = words.Select((word, i) => Mix64.Combine(trial + 99, (ulong)i) % 100 < trial ? word + "x" : word).ToArray();
            string a = string.Join(' ', words), b = string.Join(' ', other);
            var exact = ShingleSet.Of(Encoding.UTF8.GetBytes(a), MinHashPreset.Dclm).Jaccard(ShingleSet.Of(Encoding.UTF8.GetBytes(b), MinHashPreset.Dclm));
            var error = Math.Abs(exact - MinHashSigner.EstimateJaccard(Sign(a, MinHashPreset.Dclm), Sign(b, MinHashPreset.Dclm)));
            worst = Math.Max(worst, error);
            sum += error;
        }
        Assert.True(worst < 0.06 && sum / 40 < 0.02, $"worst {worst}, mean {sum / 40}"); // the standard error of 1,395 hashes is at most 0.0134
    }

    [Fact]
    public void Bands_agree_exactly_where_their_rows_do()
    {
        var signer = new MinHashSigner(Small);
        var signature = Sign("some words to sign here", Small);
        var other = signature.ToArray();
        other[4]++; // the second band of three rows
        ulong[] keys = new ulong[5], otherKeys = new ulong[5];
        signer.BandKeys(signature, keys);
        signer.BandKeys(other, otherKeys);
        for (var band = 0; band < 5; band++) Assert.Equal(band != 1, keys[band] == otherKeys[band]);

        Array.Fill(signature, 5UL); // equal rows of different bands do not collide
        signer.BandKeys(signature, keys);
        Assert.Equal(5, keys.Distinct().Count());
    }

    [Fact]
    public void Match_probabilities_are_the_published_ones()
    {
        Assert.Equal(0.56, MinHashPreset.FineWeb.MatchProbability(0.7), 0.01);
        Assert.Equal(0.92, MinHashPreset.FineWeb.MatchProbability(0.8), 0.01);
        Assert.Equal(0.988, MinHashPreset.FineWeb.MatchProbability(0.85), 0.001);
    }

    [Fact]
    public void Wrong_lengths_and_parameters_are_refused()
    {
        var signer = new MinHashSigner(Small);
        Assert.Throws<ArgumentException>(() => signer.Sign("x"u8, new ulong[14]));
        Assert.Throws<ArgumentException>(() => signer.BandKeys(new ulong[15], new ulong[4]));
        Assert.Throws<ArgumentException>(() => MinHashSigner.EstimateJaccard(new ulong[3], new ulong[4]));
        Assert.Throws<ArgumentException>(() => new MinHashSigner(Small with { Bands = 0 }));
        Assert.Throws<ArgumentException>(() => new MinHashSigner(Small with { Bands = 70_000, Rows = 70_000 }));
    }

    [Fact]
    public void Han_text_has_shingles_of_characters_by_the_standard_preset()
    {
        var signature = new ulong[112];
        Assert.Equal(4, new MinHashSigner(MinHashPreset.Standard).Sign(Encoding.UTF8.GetBytes("今天天气很好啊呢"), signature));
        Assert.Equal(1, new MinHashSigner(MinHashPreset.FineWeb).Sign(Encoding.UTF8.GetBytes("今天天气很好啊呢"), signature));
    }

    private static ulong[] Minima(Permutations permutations, Action add)
    {
        permutations.Begin();
        add();
        return permutations.Minima.ToArray();
    }

    private static Gen<byte[]> AnyText()
    {
        var part = Gen.OneOf(
            Gen.Elements(" ", "  ", "\n", ".", ", ", "é", "e\u0301", " \u0301", "\u0301", "0", "12.5", "3,4", "1.2.3", "٣٫٤", "Σ", "ΑΣ", "İ", "今天", "한글", "\u00A0", "cannot", "dont", "im", "3pm", "5km", "x-y", "\u3000", "😀"),
            Gen.Choose(1, 12).SelectMany(n => Gen.ArrayOf(Gen.Choose(32, 126).Select(c => (char)c), n)).Select(c => new string(c)),
            Gen.Elements("km", "m", "kg", "mph", "gb", "kb", "am", "x", "hpa", "mbar", "abc", "t", "km2", "cm3").SelectMany(unit => Gen.Elements("1", "x2", "3a", "mp3", "").Select(number => number + unit + " ")),
            Gen.Choose(50, 70).Select(n => new string('w', n)),
            Gen.Choose(1, 9).SelectMany(n => Gen.ArrayOf(Gen.Choose('a', 'z').Select(c => (char)c), n)).Select(c => new string(c) + " "));
        return Gen.Choose(0, 60).SelectMany(n => Gen.ArrayOf(part, n)).Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)));
    }

    // Normalised whole and byte by byte, cut by the walk over words, joined and hashed one shingle after the other.
    private static bool IsSignedAsOneText(byte[] text, MinHashPreset preset)
    {
        List<byte[]> words = [];
        foreach (var word in DataPipe.Text.Words.Words.Of(new ShingleNormalizer().NormalizeScalar(text), preset.WordRule)) words.Add(word.Span.ToArray());
        List<ulong> shingles = [];
        for (var i = 0; words.Count > 0 && i < Math.Max(1, words.Count - preset.ShingleWords + 1); i++)
            shingles.Add(XxHash64.Hash(words.Skip(i).Take(preset.ShingleWords).Aggregate((a, b) => [.. a, (byte)' ', .. b])));
        var permutations = new Permutations(preset.Hashes, preset.Seed);
        permutations.AddScalar(CollectionsMarshal.AsSpan(shingles));
        var signature = new ulong[preset.Hashes];
        return new MinHashSigner(preset).Sign(text, signature) == shingles.Count && signature.AsSpan().SequenceEqual(permutations.Minima);
    }
}
