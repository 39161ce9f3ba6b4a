using System.Numerics;
using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Prunes what its own element calls boilerplate, unless too much of the page lies in it for that to be true.</summary>
internal static class BoilerplatePruner
{
    private const int CueKinds = 19;

    private const ElementCues Strong =
        ElementCues.Navigation | ElementCues.Share | ElementCues.Advert | ElementCues.Notice | ElementCues.Related | ElementCues.Footer | ElementCues.Tool;

    private const ElementCues Weak = ElementCues.Sidebar | ElementCues.Contents | ElementCues.Particulars;

    // A word is no longer believed from this share of the page's prose on. Comments are: readers of an article may write more than its author,
    // but where there is next to nothing else, they are what the page is about. A page that says it is an article is believed to the last.
    private const double MaxBelievedFraction = 0.7;
    private const double MaxCommentsFraction = 0.85;
    private const double MaxArticleCommentsFraction = 0.98;

    // Whatever an element is called, with this share of all text in it, or of the text of an element that says it is the main one, it is not boilerplate.
    private const double MaxTextFraction = 0.6;
    private const double MaxRegionFraction = 0.5;
    private const int MinRegionChars = 400;

    // An element with this share of all text says nothing about what its name means on smaller ones: it is the frame of the page.
    private const double FrameFraction = 0.5;

    // The caption of a button is a few words; what is longer and calls itself one is a card to click on.
    private const int MaxButtonChars = 30;

    /// <summary>Marks boilerplate and adds the measures up again. Comments come last, so that they are weighed against what is left.</summary>
    public static void Prune(HtmlTree tree, PageMeasures page, ExtractMode mode, bool keepComments, PageKind kind)
    {
        var pruning = new Pruning(kind, page.Nodes[0], mode == ExtractMode.Recall ? 0.5 : 1);
        Pass(tree, page, pruning, Believed(tree, page, pruning) & ~ElementCues.Comments);
        if (keepComments || kind == PageKind.Discussion) return;
        pruning = pruning with { AllProse = Math.Max(1, page.Nodes[0].ProseChars), AllText = Math.Max(1, page.Nodes[0].Chars) };
        Pass(tree, page, pruning, Believed(tree, page, pruning) & ElementCues.Comments);
    }

    private static void Pass(HtmlTree tree, PageMeasures page, in Pruning pruning, ElementCues believed)
    {
        var nodes = tree.Nodes;
        var measures = page.Nodes;
        int articleEnd = 0, regionEnd = 0, regionChars = 0;
        for (var i = 1; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            ref var measure = ref measures[i];
            if (!measure.IsPruned)
            {
                if (i >= regionEnd) regionChars = 0;
                if (node.Tag is HtmlTag.Article || SaysMain(node.Tag, measure.Cues) || (measure.Cues & ElementCues.Body) != 0) articleEnd = Math.Max(articleEnd, node.SubtreeEnd);
                if (SaysMain(node.Tag, measure.Cues)) (regionChars, regionEnd) = (measure.Chars, node.SubtreeEnd);
                if (node.Tag is HtmlTag.Text or HtmlTag.Body or HtmlTag.Main) continue;
                if (node.Tag is not (HtmlTag.Pre or HtmlTag.Code))
                {
                    var isButton = (measure.Cues & ElementCues.Button) != 0 && measure.Chars <= MaxButtonChars;
                    if (!isButton && !IsBelieved(measure, pruning, pruning.LimitOf(node.Tag, measure.Cues & believed, i < articleEnd), regionChars)) continue;
                    measure.IsPruned = true;
                }
            }

            i = node.SubtreeEnd - 1;
        }

        page.Sum();
    }

    private static bool SaysMain(HtmlTag tag, ElementCues cues) => tag == HtmlTag.Main || (cues & ElementCues.Main) != 0;

    private static bool IsBelieved(in NodeMeasure measure, in Pruning pruning, double limit, int regionChars) =>
        measure.ProseChars < limit * pruning.AllProse
        && measure.Chars < pruning.AllText * (pruning.IsArticle && (measure.Cues & ElementCues.Comments) != 0 ? MaxArticleCommentsFraction : MaxTextFraction)
        && (regionChars <= MinRegionChars || measure.Chars < MaxRegionFraction * regionChars);

    // A word that stands on most of the page's prose, in however many pieces, is this site's name for something else.
    private static ElementCues Believed(HtmlTree tree, PageMeasures page, in Pruning pruning)
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
                var frame = pruning.IsArticle && 1 << kind == (int)ElementCues.Comments ? MaxArticleCommentsFraction : FrameFraction;
                if (measures[i].Chars >= frame * pruning.AllText) continue;
                ends[kind] = nodes[i].SubtreeEnd;
                prose[kind] += measures[i].ProseChars;
            }
        }

        var believed = ElementCues.None;
        for (var kind = 0; kind < CueKinds; kind++)
        {
            var cue = (ElementCues)(1 << kind);
            if (prose[kind] < pruning.AllProse * (cue is ElementCues.Comments or ElementCues.Reviews ? pruning.MaxReadersFraction : MaxBelievedFraction)) believed |= cue;
        }

        return believed;
    }

    // One pass over one page: what its elements are weighed against.
    private readonly record struct Pruning(PageKind Kind, int AllProse, int AllText, double Trust)
    {
        public Pruning(PageKind kind, in NodeMeasure page, double trust)
            : this(kind, Math.Max(1, page.ProseChars), Math.Max(1, page.Chars), trust) { }

        public bool IsArticle => Kind == PageKind.Article;

        public double MaxReadersFraction => IsArticle ? MaxArticleCommentsFraction : MaxCommentsFraction;

        // The share of all prose from which on one element's claim to be boilerplate is not believed; 0 when it makes no such claim.
        // Ours: the plainer the claim, the more prose it takes to disprove it.
        public double LimitOf(HtmlTag tag, ElementCues cues, bool inArticle) => Trust * (tag switch
        {
            HtmlTag.Nav or HtmlTag.Menu or HtmlTag.Dialog or HtmlTag.Search or HtmlTag.Footer => 0.8,
            HtmlTag.Noscript => 0.5,
            HtmlTag.Aside or HtmlTag.Button or HtmlTag.Label => 0.3,
            HtmlTag.Header when !inArticle => 0.2,
            _ when (cues & ElementCues.Comments) != 0 => MaxReadersFraction,
            // Panels open at a click: what they hide belongs to the page, and a drawer of an accordion is no notice.
            _ when (cues & ElementCues.Panel) != 0 && (cues & Strong) == ElementCues.Notice => 0,
            _ when (cues & Strong) != 0 => 0.5,
            _ when (cues & ElementCues.Hidden) != 0 => (cues & ElementCues.Panel) != 0 ? 0 : 0.3,
            _ when Kind == PageKind.Product && (cues & ElementCues.Reviews) != 0 => MaxCommentsFraction,
            _ when (cues & Weak) != 0 => 0.5,
            _ when (cues & ElementCues.Header) != 0 && !inArticle => 0.1,
            _ => 0,
        });
    }
}
