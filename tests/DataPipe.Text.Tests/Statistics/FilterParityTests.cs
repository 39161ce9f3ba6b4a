using System.Text.Json;
using DataPipe.Text.Statistics;
using DataPipe.Text.Words;
using Xunit.Abstractions;

namespace DataPipe.Text.Tests.Statistics;

/// <summary>The published thresholds on our measures against the decisions of the reference run.</summary>
public class FilterParityTests(ITestOutputHelper output)
{
    [Fact]
    public void Repetition_measures_give_the_decisions_of_the_reference_run()
    {
        var (analysis, measure) = (new TextAnalysis(), new RepetitionMeasure());
        Compare("gopher_rep", text =>
        {
            analysis.Read(text);
            var r = measure.Measure(analysis, WordRule.English);
            if (r.DuplicateParagraphFraction > 0.3) return "dup_para_frac";
            if (r.DuplicateParagraphCharFraction > 0.2) return "dup_para_char_frac";
            if (r.DuplicateLineFraction > 0.3) return "dup_line_frac";
            if (r.DuplicateLineCharFraction > 0.2) return "dup_line_char_frac";
            for (var n = 2; n <= 4; n++)
                if (r.TopNGramCharFraction(n) > 0.24 - 0.02 * n + 1e-15) return $"top_{n}_gram";
            for (var n = 5; n <= 10; n++)
                if (r.DuplicateNGramCharFraction(n) > (20 - n) / 100.0) return $"duplicated_{n}_n_grams";
            return null;
        });
    }

    [Fact]
    public void Quality_measures_give_the_decisions_of_the_reference_run() => Compare("gopher_qual", text =>
    {
        var analysis = new TextAnalysis();
        analysis.Read(text);
        var q = GopherQualityMeasure.Measure(analysis, WordRule.English);
        if (q.NonSymbolWords < 50) return "gopher_short_doc";
        if (q.NonSymbolWords > 100_000) return "gopher_long_doc";
        if (q.MeanWordLengthChars < 3) return "gopher_below_avg_threshold";
        if (q.MeanWordLengthChars > 10) return "gopher_above_avg_threshold";
        if (q.HashesPerWord > 0.1) return "gopher_too_many_hashes";
        if (q.EllipsesPerWord > 0.1) return "gopher_too_many_ellipsis";
        if (q.BulletLineFraction > 0.9) return "gopher_too_many_bullets";
        if (q.EllipsisLineFraction > 0.3) return "gopher_too_many_end_ellipsis";
        if (q.AlphabeticWordFraction < 0.8) return "gopher_below_alpha_threshold";
        return q.DistinctStopWords < 2 ? "gopher_enough_stop_words" : null;
    });

    [Fact]
    public void Line_measures_give_the_decisions_of_the_reference_run()
    {
        var (analysis, measure) = (new TextAnalysis(), new LineQualityMeasure());
        Compare("fineweb", text =>
        {
            analysis.Read(text);
            var q = measure.Measure(analysis, WordRule.English);
            if (q.NonBlankLines == 0) return "empty";
            if (q.TerminalLineFraction < 0.12) return "line_punct_ratio";
            if (q.ShortLineFraction > 0.67) return "short_line_ratio";
            if (q.DuplicateLineCharFraction > 0.01) return "char_dup_ratio";
            return q.NewlinesPerWord > 0.3 ? "list_ratio" : null;
        });
    }

    private void Compare(string filter, Func<byte[], string?> judge)
    {
        if (SharedData.Parity() is not { } documents)
        {
            output.WriteLine("skipped: ../shared/data/parity is not there");
            return;
        }
        int sameKeep = 0, sameReason = 0, shown = 0;
        foreach (var (id, text, row) in documents)
        {
            var expected = row.GetProperty(filter);
            var reason = judge(text);
            var expectedReason = expected.GetProperty("reason") is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
            if (expected.GetProperty("keep").GetBoolean() == reason is null) sameKeep++;
            if (reason == expectedReason) sameReason++;
            else if (shown++ < 10) output.WriteLine($"{id}: {reason ?? "keep"}, reference {expectedReason ?? "keep"}");
        }
        output.WriteLine($"{filter}: of {documents.Count} decisions {sameKeep} agree, {sameReason} with the reason");
        Assert.True(sameReason >= documents.Count * 0.999);
    }
}
