using System.Diagnostics;
using System.Globalization;
using System.Text;
using DataPipe.Text.Benchmarks;
using DataPipe.Text.Hashing;
using DataPipe.Text.Language;
using DataPipe.Text.MinHash;
using DataPipe.Text.Statistics;
using DataPipe.Text.Substrings;
using DataPipe.Text.Tokens;
using DataPipe.Text.Vectors;
using DataPipe.Text.Words;

// "language SENTENCES.tsv" alone: accuracy and speed of telling languages, on lines of a language, a tab and a sentence.
// Prints MB/s of one core and bytes allocated per MB. Arguments: text files, each line of a .jsonl or each whole file being a document; without any, made-up prose.
// With "signals" before them: personal text, bad words, perplexity and quality signals instead. With "novelty [POOL]": how fast a pool of instructions is, beside a plain implementation.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["novelty", .. { Length: <= 1 } size]) return NoveltyBenchmark.Run(size is [var pool] ? int.Parse(pool, CultureInfo.InvariantCulture) : 52_000);
if (args is ["signals", .. var texts])
{
    SignalBenchmark.Run(texts.Length > 0 ? Corpus.Read(texts) : Corpus.Make());
    return 0;
}

if (args is ["language", var sentences])
{
    LanguageBenchmark.Run(sentences);
    return 0;
}
var documents = args.Length > 0 ? Corpus.Read(args) : Corpus.Make();
var megabytes = documents.Sum(d => (double)d.Length) / 1e6;
Console.WriteLine($"{documents.Count} documents, {megabytes:f1} MB");

var analysis = new TextAnalysis();
var table = new WordTable();
var lineQuality = new LineQualityMeasure();
var repetition = new RepetitionMeasure();
var signer = new MinHashSigner(MinHashPreset.FineWeb);
var normalizer = new ShingleNormalizer();
var signature = new ulong[MinHashPreset.FineWeb.Hashes];
var counter = new WordTokenCounter();
var windows = new WindowRunFinder(new WindowShape(100));
long sink = 0;

Run("code points", d => Utf8Runes.Count(d));
Run("xxhash64", d => (long)XxHash64.Hash(d));
Run("token count (words-v1)", d => counter.Count(d));
Run("lines", d => Lines.Count(d, LineRule.AllBoundaries));
Run("words, whitespace", d => Words.Count(d, WordRule.Whitespace));
Run("words, standard", d => Words.Count(d, WordRule.Standard));
Run("sentences", d => Sentences.Count(d, WordRule.Standard));
foreach (var rule in Enum.GetValues<WordRule>())
    Run($"word table, {rule}".ToLowerInvariant(), d =>
    {
        table.Read(d, rule);
        return table.Count;
    });
Run("gopher quality", d => GopherQualityMeasure.Measure(Analysed(d), WordRule.English).Words);
Run("line quality", d => lineQuality.Measure(Analysed(d), WordRule.English).NonBlankLines);
Run("repetition", d => repetition.Measure(Analysed(d), WordRule.English).Words);
Run("shingle normalisation", d => normalizer.Normalize(d).Length);
var joined = new JoinedWords(MinHashPreset.FineWeb.WordRule);
var reader = new ShingleReader(MinHashPreset.FineWeb);
Run("normalised words", d =>
{
    joined.Clear();
    joined.Add(normalizer.Normalize(d));
    return joined.Count;
});
Run("shingle hashes", d =>
{
    long shingles = 0;
    for (reader.Begin(); reader.Next(d);) shingles += reader.Hashes.Length;
    return shingles;
});
var permutations = new Permutations(MinHashPreset.FineWeb.Hashes, 1);
var some = new ulong[428];
Run("428 shingles permuted", d =>
{
    permutations.Begin();
    permutations.Add(some);
    return (long)permutations.Minima[0];
});
Run("minhash sign", d => signer.Sign(d, signature));
Run("minhash sign, scalar", d => signer.SignScalar(d, signature));
Run("window runs, 100 bytes", CountRuns);
Run("language", d => LanguageIdentifier.Identify(d).Language.Length);

RunVectors();

return sink == 42 ? 1 : 0;

// One vector against a thousand of 384 numbers, by lanes and by a plain loop.
void RunVectors()
{
    const int Dimensions = 384, Count = 1000;
    var among = Enumerable.Range(0, Count * Dimensions).Select(i => (float)(Mix64.ToUnitInterval(Mix64.Of((ulong)i)) - 0.5)).ToArray();
    var vector = among[..Dimensions];
    var (fast, plain) = (Best(() => UnitVector.Nearest(vector, among).Index), Best(() =>
    {
        var (nearest, largest) = (-1, float.NegativeInfinity);
        for (var i = 0; i < Count; i++)
        {
            var dot = 0f;
            for (var j = 0; j < Dimensions; j++) dot += vector[j] * among[i * Dimensions + j];
            if (dot > largest) (nearest, largest) = (i, dot);
        }

        return nearest;
    }));
    Console.WriteLine($"cosines of 384 numbers    {Count / fast / 1e6,9:f1} M/s, {plain / fast:f1} times a plain loop");
}

double Best(Func<long> work)
{
    const int Times = 200;
    var best = double.MaxValue;
    for (var round = 0; round < 20; round++)
    {
        var used = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Times; i++) sink += work();
        best = Math.Min(best, (Environment.CpuUsage.TotalTime - used).TotalSeconds / Times);
    }

    return best;
}

TextAnalysis Analysed(byte[] document)
{
    analysis.Read(document);
    return analysis;
}

long CountRuns(byte[] document)
{
    long runs = 0;
    windows.Begin();
    while (windows.Next(document) is { Length: > 0 } some) runs += some.Length;
    return runs;
}

void Run(string name, Func<byte[], long> work)
{
    // Tiered compilation needs rounds to settle; process time, so that other programs do not count.
    var best = double.MaxValue;
    long allocated = 0;
    var running = Stopwatch.StartNew();
    for (var round = 0; round < 5 || running.Elapsed.TotalSeconds < 1.5; round++)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var used = Environment.CpuUsage.TotalTime;
        foreach (var document in documents) sink += work(document);
        best = Math.Min(best, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
    }
    Console.WriteLine($"{name,-26}{megabytes / best,9:f0} MB/s{documents.Count / best,12:f0} docs/s{allocated / megabytes,9:f0} B/MB");
}

internal static class Corpus
{
    private const string Prose = "the of and to in a is that for it was with as be by at this have from not or an but they which we their has been were when what said people "
        + "government river house question morning simple working several through between another company children important different system problem remember nothing";

    internal static List<byte[]> Read(string[] paths)
    {
        var documents = new List<byte[]>();
        foreach (var path in paths)
        {
            if (path.EndsWith(".jsonl", StringComparison.Ordinal))
                foreach (var line in File.ReadLines(path))
                    documents.Add(Encoding.UTF8.GetBytes(System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!));
            else
                documents.Add(File.ReadAllBytes(path));
        }
        return documents;
    }

    internal static List<byte[]> Make()
    {
        var words = Prose.Split(' ');
        var documents = new List<byte[]>();
        for (ulong d = 0; d < 4000; d++)
        {
            var text = new StringBuilder();
            for (ulong w = 0; w < 600; w++)
            {
                var chance = Mix64.Combine(d, w);
                text.Append(words[chance % (ulong)words.Length]).Append((chance >> 40) % 12 == 0 ? ".\n" : (chance >> 44) % 9 == 0 ? ", " : " ");
            }
            documents.Add(Encoding.UTF8.GetBytes(text.ToString()));
        }
        return documents;
    }
}
