using DataPipe.Synthesis.Instructions;
using DataPipe.Synthesis.TaskBlocks;
using DataPipe.Text.Rouge;

namespace DataPipe.Synthesis.Replay;

/// <summary>
/// Replays what another program recorded of a run: from its raw replies, which instructions our parser, filters and novelty accept; and whether the ROUGE-L figures it recorded are ours, to the last bit.
/// Time grows with the pool squared, as every mean is over the whole pool.
/// </summary>
public static class InstructionReplay
{
    private const int ListLength = 10;
    private const string TooSimilar = "too-similar", NotInReply = "not-in-a-reply", NotRecorded = "not-recorded";

    /// <summary>Replays <paramref name="recorded"/>, a log in its order, over <paramref name="seeds"/>.</summary>
    public static ReplayReport Run(IReadOnlyList<string> seeds, IReadOnlyList<RecordedInstruction> recorded, ReplayOptions options)
    {
        var report = Accept(seeds, recorded, options);
        return Compare(seeds, recorded, options, report with { Seeds = seeds.Count, Recorded = recorded.Count, TooNearInAllScripts = CountTooNear(seeds, recorded, options) });
    }

    private static ReplayReport Accept(IReadOnlyList<string> seeds, IReadOnlyList<RecordedInstruction> recorded, ReplayOptions options)
    {
        List<string> candidates = [];
        var replies = 0;
        string? last = null;
        foreach (var row in recorded.Where(r => r.Reply is not null && r.Reply != last))
        {
            // A reply is recorded with each instruction that was accepted from it.
            if (row.Reply == last) continue;
            last = row.Reply!;
            replies++;
            var alpaca = TaskBlock.IsIn(last);
            if (alpaca) candidates.AddRange(TaskBlock.ParseAsPublished(last, row.IsCut));
            else if (!row.IsCut) candidates.AddRange(InstructionList.Parse(last));
        }

        if (replies == 0) candidates.AddRange(recorded.Select(r => r.Text));
        var filter = new InstructionFilter(Filters(options));
        var pool = Pool(seeds, options.AllScripts);
        Dictionary<string, string> fates = new(StringComparer.OrdinalIgnoreCase);
        List<string> accepted = [];
        foreach (var text in candidates)
        {
            if (filter.Judge(text) is { IsDrop: true } verdict)
            {
                fates.TryAdd(InstructionList.Collapse(text), verdict.Reason.Name);
                continue;
            }

            if (pool.NearestAbove(text, options.NoveltyThreshold) is not null)
            {
                fates.TryAdd(InstructionList.Collapse(text), TooSimilar);
                continue;
            }

            pool.Add(text);
            accepted.Add(text);
        }

        return new ReplayReport
        {
            Replies = replies, Candidates = candidates.Count, Accepted = accepted.Count,
            SameInstructions = accepted.Select(InstructionList.Collapse).SequenceEqual(recorded.Select(r => InstructionList.Collapse(r.Text)), StringComparer.OrdinalIgnoreCase),
            Differences = Differences(recorded, accepted, fates),
        };
    }

    private static List<ReplayDifference> Differences(IReadOnlyList<RecordedInstruction> recorded, List<string> accepted, Dictionary<string, string> fates)
    {
        var ours = accepted.Select(InstructionList.Collapse).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var theirs = recorded.Select(r => InstructionList.Collapse(r.Text)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = theirs.Where(t => !ours.Contains(t)).Select(t => (Reason: fates.GetValueOrDefault(t, NotInReply), Text: t));
        var extra = ours.Where(t => !theirs.Contains(t)).Select(t => (Reason: NotRecorded, Text: t));
        return [.. missing.Concat(extra).GroupBy(d => d.Reason, StringComparer.Ordinal).Select(g => new ReplayDifference(g.Key, g.Count(), g.First().Text)).OrderBy(d => d.Reason, StringComparer.Ordinal)];
    }

    // The figures, over the pool as the log has it.
    private static ReplayReport Compare(IReadOnlyList<string> seeds, IReadOnlyList<RecordedInstruction> recorded, ReplayOptions options, ReplayReport report)
    {
        if (recorded.All(r => r.Similar is null && r.Mean is null)) return report;
        var pool = Pool(seeds, options.AllScripts);
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        List<string> texts = [.. seeds];
        for (var i = 0; i < seeds.Count; i++) places.TryAdd(seeds[i], i);
        long pairs = 0, pairsEqual = 0;
        int lists = 0, listsEqual = 0, means = 0, meansEqual = 0;
        var farthest = 0.0;
        foreach (var row in recorded)
        {
            var scores = pool.Similarities(row.Text);
            if (row.Similar is { } similar)
            {
                pairs += similar.Count;
                pairsEqual += similar.Count(s => places.TryGetValue(s.Key, out var at) && scores[at] == s.Value);
                lists++;
                if (SameList(similar, scores, texts)) listsEqual++;
            }

            if (row.Mean is { } mean && scores.Length > 0)
            {
                means++;
                var ours = PairwiseSum.Of(scores) / scores.Length;
                if (ours == mean) meansEqual++;
                farthest = Math.Max(farthest, Math.Abs(ours - mean));
            }

            places.TryAdd(row.Text, pool.Add(row.Text));
            texts.Add(row.Text);
        }

        return report with
        {
            Similarities = pairs, SimilaritiesEqual = pairsEqual, Lists = lists, ListsEqual = listsEqual, Means = means, MeansEqual = meansEqual, LargestMeanDifference = farthest,
        };
    }

    // The recorded scores are the highest there are. Of equal scores any text may stand there, and equal texts stand there once, as they do in an object of the published programs.
    private static bool SameList(IReadOnlyList<KeyValuePair<string, double>> similar, double[] scores, List<string> texts)
    {
        var order = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Take(ListLength + 1).ToArray();
        var top = order.Take(ListLength).DistinctBy(i => texts[i], StringComparer.Ordinal).Select(i => scores[i]).ToArray();
        var listed = similar.Select(s => s.Value).OrderDescending().ToArray();
        if (listed.SequenceEqual(top)) return true;

        // A tie at the end of the list may have chosen other texts, of which more or fewer are the same.
        return order.Length > ListLength && scores[order[ListLength]] == scores[order[ListLength - 1]]
            && listed.Length <= ListLength && listed.Where(s => s > scores[order[ListLength]]).SequenceEqual(top.Where(s => s > scores[order[ListLength]]));
    }

    private static int CountTooNear(IReadOnlyList<string> seeds, IReadOnlyList<RecordedInstruction> recorded, ReplayOptions options)
    {
        var pool = Pool(seeds, allScripts: true);
        var near = 0;
        foreach (var row in recorded)
        {
            if (pool.NearestAbove(row.Text, options.NoveltyThreshold) is not null) near++;
            else pool.Add(row.Text);
        }

        return near;
    }

    private static NoveltyPool Pool(IReadOnlyList<string> seeds, bool allScripts)
    {
        var pool = new NoveltyPool(new RougeTokenizer(new RougeVocabulary(), allScripts));
        foreach (var seed in seeds) pool.Add(seed);
        return pool;
    }

    private static SelfInstructOptions Filters(ReplayOptions options)
    {
        var published = new SelfInstructOptions();
        return published with { AsciiFirst = !options.AnyFirst, BlockedWords = [.. published.BlockedWords, .. options.MoreBlockedWords] };
    }
}
