using System.Numerics;
using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Prunes what its own element calls boilerplate, unless too much of the page's prose lies in it for that to be true.</summary>
internal static class BoilerplatePruner
{
    private const int CueKinds = 16;

    private const ElementCues Strong =
        ElementCues.Navigation | ElementCues.Share | ElementCues.Advert | ElementCues.Notice | ElementCues.Related | ElementCues.Footer | ElementCues.Tool;

    private const ElementCues Weak = ElementCues.Sidebar | ElementCues.Contents | ElementCues.Particulars;

    // A word is no longer believed from this share of the page's prose on. Comments are: readers of an article may write more than its author,
    // but where there is next to nothing else, they are what the page is about.
    private const double MaxBelievedFraction = 0.5;
    private const double MaxCommentsFraction = 0.85;

    // Whatever an element is called, with this share of all text in it, it is not boilerplate.
    private const double MaxTextFraction = 0.6;

    /// <summary>Marks boilerplate and adds the measures up again.</summary>
    public static void Prune(HtmlTree tree, PageMeasures page, ExtractMode mode, bool keepComments)
    {
        var nodes = tree.Nodes;
        var measures = page.Nodes;
        var allProse = Math.Max(1, measures[0].ProseChars);
        var allText = Math.Max(1, measures[0].Chars);
        var believed = Believed(tree, page, allProse);
        if (keepComments) believed &= ~ElementCues.Comments;
        var trust = mode == ExtractMode.Recall ? 0.5 : 1;
        var articleEnd = 0;
        for (var i = 1; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            ref var measure = ref measures[i];
            if (!measure.IsPruned)
            {
                if (node.Tag is HtmlTag.Article or HtmlTag.Main || (measure.Cues & (ElementCues.Main | ElementCues.Body)) != 0) articleEnd = Math.Max(articleEnd, node.SubtreeEnd);
                if (node.Tag is HtmlTag.Text or HtmlTag.Body or HtmlTag.Main) continue;
                var limit = trust * LimitOf(node.Tag, measure.Cues & believed, i < articleEnd);
                if (measure.ProseChars >= limit * allProse || measure.Chars >= MaxTextFraction * allText) continue;
                measure.IsPruned = true;
            }

            i = node.SubtreeEnd - 1;
        }

        page.Sum();
    }

    // A word that stands on most of the page's prose, in however many pieces, is this site's name for something else.
    private static ElementCues Believed(HtmlTree tree, PageMeasures page, int allProse)
    {
        Span<int> prose = stackalloc int[CueKinds];
        Span<int> ends = stackalloc int[CueKinds];
        var nodes = tree.Nodes;
        var measures = page.Nodes;
        for (var i = 1; i < nodes.Length; i++)
        {
            for (var cues = (uint)measures[i].Cues; cues != 0; cues &= cues - 1)
            {
                var kind = BitOperations.TrailingZeroCount(cues);
                if (i < ends[kind]) continue;
                ends[kind] = nodes[i].SubtreeEnd;
                prose[kind] += measures[i].ProseChars;
            }
        }

        var believed = ElementCues.None;
        for (var kind = 0; kind < CueKinds; kind++)
        {
            var cue = (ElementCues)(1 << kind);
            if (prose[kind] < allProse * (cue == ElementCues.Comments ? MaxCommentsFraction : MaxBelievedFraction)) believed |= cue;
        }

        return believed;
    }

    // The share of all prose from which on one element's claim to be boilerplate is not believed; 0 when it makes no such claim.
    // Ours: the plainer the claim, the more prose it takes to disprove it.
    private static double LimitOf(HtmlTag tag, ElementCues cues, bool inArticle) => tag switch
    {
        HtmlTag.Nav or HtmlTag.Menu or HtmlTag.Dialog or HtmlTag.Search => 0.6,
        HtmlTag.Noscript => 0.5,
        HtmlTag.Footer => 0.4,
        HtmlTag.Aside or HtmlTag.Button or HtmlTag.Label => 0.3,
        HtmlTag.Header when !inArticle => 0.2,
        _ when (cues & ElementCues.Comments) != 0 => MaxCommentsFraction,
        _ when (cues & Strong) != 0 => 0.35,
        _ when (cues & ElementCues.Hidden) != 0 => 0.3,
        _ when (cues & Weak) != 0 => 0.2,
        _ when (cues & ElementCues.Header) != 0 && !inArticle => 0.1,
        _ => 0,
    };
}
