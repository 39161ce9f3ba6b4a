using DataPipe.Curation.Extraction.Html;

namespace DataPipe.Curation.Extraction;

/// <summary>Finds the element that holds the main text.</summary>
internal static class MainContent
{
    // From this share of what is said on, prose tells where the main text is. Ours: from 0.15 to 0.35 the score on real pages is the same.
    private const double MinProseFraction = 0.25;

    /// <summary>
    /// Index of the smallest element that holds nearly all prose: of the page, or of the innermost element that calls itself the main one (main, article, a role
    /// or an item property). Such an element needs only half of the prose around it, and where it holds none, as lists of products do not, half of all text.
    /// </summary>
    public static int Select(HtmlTree tree, PageMeasures page, ExtractMode mode, PageKind kind)
    {
        // Ours: on 1,497 real pages lower values lose whole sections, and higher ones keep cards and captions.
        var nearlyAll = mode switch { ExtractMode.Precision => 0.7, ExtractMode.Recall => 0.95, _ => 0.78 };
        var half = mode == ExtractMode.Recall ? 0.7 : 0.5;
        var nodes = tree.Nodes;
        var measures = page.Nodes;
        int best = 0, whole = 0;
        // Where prose is rare, as in lists of products, it says nothing about where the main text is: there, all text counts.
        var byProse = kind != PageKind.Listing && measures[0].ProseChars >= MinProseFraction * measures[0].SaidChars;
        for (var i = 1; i < nodes[best].SubtreeEnd; i++)
        {
            ref readonly var measure = ref measures[i];
            if (measure.IsPruned)
            {
                i = nodes[i].SubtreeEnd - 1;
                continue;
            }

            if (!MayHold(nodes[i].Tag)) continue;
            ref readonly var outer = ref measures[whole];
            var claims = Claims(nodes[i].Tag, measure.Cues, kind);
            var share = claims ? half : nearlyAll;
            if (byProse ? measure.ProseChars > 0 && measure.ProseChars >= share * outer.ProseChars : measure.SaidChars > 0 && measure.SaidChars >= share * outer.SaidChars)
            {
                best = i;
                if (claims) whole = i;
            }
        }

        return best;
    }

    // Of the many posts of a discussion, each calls itself an article.
    private static bool Claims(HtmlTag tag, ElementCues cues, PageKind kind) =>
        tag == HtmlTag.Main || (cues & ElementCues.Main) != 0 || (kind != PageKind.Discussion && (tag == HtmlTag.Article || (cues & ElementCues.Body) != 0));

    // One paragraph, item, cell or quotation is never the main text of a page by itself: what stands beside it belongs to it.
    private static bool MayHold(HtmlTag tag) =>
        tag == HtmlTag.Unknown
        || (HtmlTags.Is(tag, TagTraits.Block) && !HtmlTags.Is(tag, TagTraits.Heading)
            && tag is not (HtmlTag.P or HtmlTag.Li or HtmlTag.Dd or HtmlTag.Dt or HtmlTag.Blockquote or HtmlTag.Pre or HtmlTag.Figcaption or HtmlTag.Th or HtmlTag.Tr or HtmlTag.Summary));
}
