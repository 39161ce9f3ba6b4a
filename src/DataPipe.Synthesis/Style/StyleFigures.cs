namespace DataPipe.Synthesis.Style;

/// <summary>The figures of a report that warn of imitation. The bounds are ours; what they stand for is from The False Promise of Imitating Proprietary LLMs, arXiv:2305.15717.</summary>
internal static class StyleFigures
{
    public static IReadOnlyList<StyleFigure> Of(StyleReport report)
    {
        if (report.Records == 0) return [];
        double Style(string name) => report.Style.First(s => s.Key == name).Value;
        var known = report.Families.Where(f => f.Key != TaskTypes.Other).ToArray();
        var families = known.Max(f => f.Value);
        var covered = known.Count(f => f.Value >= 0.02);
        return
        [
            Above("share of the most frequent opening", report.Openers.Count > 0 ? report.Openers[0].Value : 0, 0.15, "a trained model will begin its answers so"),
            Above("answers with lists", Style("lists"), 0.5, "layout is learnt first, and raters take it for quality"),
            Above("answers that hedge", Style("hedges"), 0.3, "the teacher's caution is learnt, not when it is due"),
            Above("answers that end in a courtesy", Style("closing courtesies"), 0.2, "phrases of one teacher"),
            Above("answers in which a model says who it is", Style("self-identity"), 0.005, "the trained model will say so too: step scrub"),
            Above("answers that decline", Style("refusals"), 0.05, "the trained model will decline more: step scrub"),
            Below("spread of lengths, 90 % by 10 %", report.Length.Tenth == 0 ? report.Length.Ninetieth : (double)report.Length.Ninetieth / report.Length.Tenth, 3, "answers are of one length whatever was asked"),
            Below("answers or tasks that a program can check", report.Verifiable, 0.1, "nothing tells right answers from well-written ones"),
            Above("share of the largest family of benchmarks", families, 0.6, "other abilities will not gain, and may lose"),
            Below("families of benchmarks with at least 2 % of the tasks", covered, 4, "broad in style, narrow in skills"),
            Below("entropy of task types, by the most there can be", report.Entropy.MostTaskTypes == 0 ? 0 : Math.Min(1, report.Entropy.TaskTypes / report.Entropy.MostTaskTypes), 0.6, "few kinds of task"),
            Below("different runs of four words in answers", report.DistinctFourWords, 0.7, "answers repeat each other"),
            Above("mean ROUGE-L to the nearest earlier instruction", report.NearestInstruction, 0.6, "instructions repeat each other"),
        ];
    }

    private static StyleFigure Above(string name, double value, double bound, string meaning) => new(name, value, bound, value > bound, meaning);

    private static StyleFigure Below(string name, double value, double bound, string meaning) => new(name, value, bound, value < bound, meaning);
}
