namespace DataPipe.Curation.Extraction.Html;

/// <summary>The end tags that a start tag implies: of a paragraph before a block, of a list item before the next, of a cell before a row.</summary>
internal static class ImpliedEndTags
{
    /// <summary>Closes what the start of an element ends.</summary>
    public static void BeforeStart(HtmlTag tag, OpenElements open, HtmlTreeBuilder builder)
    {
        if (HtmlTags.Is(tag, TagTraits.ClosesParagraph)) CloseParagraph(open, builder);
        switch (tag)
        {
            case HtmlTag.Li:
                CloseItem(open, builder, HtmlTag.Li, HtmlTag.Li);
                break;
            case HtmlTag.Dt or HtmlTag.Dd:
                CloseItem(open, builder, HtmlTag.Dt, HtmlTag.Dd);
                break;
            case HtmlTag.Td or HtmlTag.Th:
                CloseInTable(open, builder, HtmlTag.Td, HtmlTag.Th, HtmlTag.Caption);
                break;
            case HtmlTag.Tr:
                CloseInTable(open, builder, HtmlTag.Tr, HtmlTag.Caption, HtmlTag.Colgroup);
                break;
            case HtmlTag.Tbody or HtmlTag.Thead or HtmlTag.Tfoot:
                CloseInTable(open, builder, HtmlTag.Tbody, HtmlTag.Thead, HtmlTag.Tfoot);
                break;
            case HtmlTag.Option or HtmlTag.Optgroup:
                if (open.CurrentTag == HtmlTag.Option) builder.CloseTo(open.Count - 1);
                if (tag == HtmlTag.Optgroup && open.CurrentTag == HtmlTag.Optgroup) builder.CloseTo(open.Count - 1);
                break;
            case HtmlTag.A:
                CloseNested(open, builder, HtmlTag.A, TagTraits.Block | TagTraits.Scope);
                break;
            case HtmlTag.Button:
                CloseNested(open, builder, HtmlTag.Button, TagTraits.Scope);
                break;
            case HtmlTag.Rb or HtmlTag.Rt or HtmlTag.Rp or HtmlTag.Rtc:
                if (open.CurrentTag is HtmlTag.Rb or HtmlTag.Rt or HtmlTag.Rp) builder.CloseTo(open.Count - 1);
                break;
            default:
                if (HtmlTags.Is(tag, TagTraits.Heading) && HtmlTags.Is(open.CurrentTag, TagTraits.Heading)) builder.CloseTo(open.Count - 1);
                break;
        }
    }

    // A button, too, hides the paragraph around it.
    private static void CloseParagraph(OpenElements open, HtmlTreeBuilder builder)
    {
        if (open.CountOf(HtmlTag.P) == 0) return;
        for (var depth = open.Count - 1; depth > 0; depth--)
        {
            var tag = open.TagAt(depth);
            if (tag == HtmlTag.P)
            {
                builder.CloseTo(depth);
                return;
            }

            if (tag == HtmlTag.Button || HtmlTags.Is(tag, TagTraits.Scope)) return;
        }
    }

    // A list item ends the one before, unless a block between them, such as an inner list, keeps them apart.
    private static void CloseItem(OpenElements open, HtmlTreeBuilder builder, HtmlTag one, HtmlTag other)
    {
        if (open.CountOf(one) + open.CountOf(other) == 0) return;
        for (var depth = open.Count - 1; depth > 0; depth--)
        {
            var tag = open.TagAt(depth);
            if (tag == one || tag == other)
            {
                builder.CloseTo(depth);
                return;
            }

            if (HtmlTags.Is(tag, TagTraits.Block | TagTraits.Scope) && tag is not (HtmlTag.Address or HtmlTag.Div or HtmlTag.P)) return;
        }
    }

    // Closes the outermost of the given parts of the innermost table.
    private static void CloseInTable(OpenElements open, HtmlTreeBuilder builder, HtmlTag a, HtmlTag b, HtmlTag c)
    {
        if (open.CountOf(a) + open.CountOf(b) + open.CountOf(c) == 0) return;
        var found = 0;
        for (var depth = open.Count - 1; depth > 0; depth--)
        {
            var tag = open.TagAt(depth);
            if (tag is HtmlTag.Table or HtmlTag.Template) break;
            if (tag == a || tag == b || tag == c) found = depth;
        }

        if (found > 0) builder.CloseTo(found);
    }

    private static void CloseNested(OpenElements open, HtmlTreeBuilder builder, HtmlTag tag, TagTraits borders)
    {
        var depth = open.Find(tag, borders);
        if (depth > 0) builder.CloseTo(depth);
    }
}
