using System.Globalization;
using DataPipe.Core.Records;
using DataPipe.Curation.Dedup;
using DataPipe.Testing;
using DataPipe.Text.Hashing;
using DataPipe.Text.MinHash;
using Xunit.Abstractions;

namespace DataPipe.Curation.Tests.Dedup;

public class RecallTests(ITestOutputHelper output)
{
    private const int Pairs = 10_000;
    private const int Words = 160;

    [Fact]
    public async Task Recall_and_precision_follow_the_curve_within_two_standard_errors()
    {
        var preset = MinHashPreset.FineWeb;
        List<Document> documents = [];
        var exact = new double[Pairs];
        for (var pair = 0; pair < Pairs; pair++)
        {
            var original = Corpus.Text(pair * 7919, Words);
            // Between no and thirty words in a row are others, so that the similarity is anything from 0.3 to 1.
            var edited = Replaced(original, pair, (int)(Mix64.Of((ulong)pair) % 75));
            documents.Add(Corpus.Document($"{pair}-original", original));
            documents.Add(Corpus.Document($"{pair}-edited", edited));
            exact[pair] = ShingleSet.Of(documents[^2].Text.Span, preset).Jaccard(ShingleSet.Of(documents[^1].Text.Span, preset));
        }

        var run = await DedupRun.Of(new DedupOptions { Exact = null, Near = new MinHashOptions { Preset = NearPreset.Fineweb } }, [InputRecords.Of("web", documents).Dealt(4)]);
        var rows = await ClusterRow.ReadAsync(run);
        var found = rows.GroupBy(r => r.Cluster).SelectMany(c => Together([.. c.Select(r => int.Parse(r.Id.Split('-')[0], CultureInfo.InvariantCulture))])).ToList();
        var planted = found.Where(f => f.First == f.Second).Select(f => f.First).ToHashSet();
        output.WriteLine($"{documents.Count} documents, {Pairs} planted pairs; {found.Count} pairs found, {found.Count - planted.Count} of them not planted");
        output.WriteLine("similarity     pairs   recall   curve   error | precision at the band's lower end, by the curve, error");
        Assert.Equal(found.Count, planted.Count);
        for (var low = 0.30; low < 0.999; low += 0.05)
        {
            var band = Enumerable.Range(0, Pairs).Where(p => exact[p] >= low && exact[p] < low + 0.05).ToArray();
            var chances = band.Select(p => preset.MatchProbability(exact[p])).ToArray();
            var error = Math.Sqrt(chances.Sum(c => c * (1 - c)));
            var hits = band.Count(planted.Contains);
            // Of all pairs that are found, those at least so alike: a ratio of two sums, its error by the delta method.
            var (above, all) = (Sums(p => exact[p] >= low), Sums(_ => true));
            var precision = above.Expected / all.Expected;
            var precisionError = Math.Sqrt(above.Variance * (1 - precision) * (1 - precision) + (all.Variance - above.Variance) * precision * precision) / all.Expected;
            var measured = (double)planted.Count(p => exact[p] >= low) / planted.Count;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{low:0.00}..{low + 0.05:0.00} {band.Length,7} {Share(hits, band.Length),8:0.000} {Share(chances.Sum(), band.Length),7:0.000} {Share(error, band.Length),7:0.000} | {measured,7:0.0000} {precision,7:0.0000} {precisionError,7:0.0000}"));
            Assert.InRange(hits, chances.Sum() - 2 * error - 0.5, chances.Sum() + 2 * error + 0.5);
            Assert.InRange(measured, precision - 2 * precisionError - 1e-9, precision + 2 * precisionError + 1e-9);
        }

        (double Expected, double Variance) Sums(Func<int, bool> where)
        {
            var chances = Enumerable.Range(0, Pairs).Where(where).Select(p => preset.MatchProbability(exact[p])).ToArray();
            return (chances.Sum(), chances.Sum(c => c * (1 - c)));
        }
    }

    private static double Share(double part, int whole) => whole == 0 ? 0 : part / whole;

    private static IEnumerable<(int First, int Second)> Together(int[] cluster)
    {
        for (var i = 0; i < cluster.Length; i++)
            for (var j = i + 1; j < cluster.Length; j++)
                yield return (cluster[i], cluster[j]);
    }

    private static string Replaced(string text, int seed, int words)
    {
        var others = Corpus.Text(~seed, Words).Split(' ');
        var all = text.Split(' ');
        for (var i = 0; i < words; i++) all[20 + i] = others[i];
        return string.Join(' ', all);
    }
}
