using System.Collections.Frozen;

namespace DataPipe.Curation.Extraction;

/// <summary>
/// Words of classes and ids that tell what an element is, as the common publishing systems, shops and forums name them. A word stands for itself or for two words
/// in a row: <c>aboutauthor</c> is also <c>about-author</c>.
/// </summary>
internal static class CueWords
{
    private static readonly FrozenDictionary<string, ElementCues>.AlternateLookup<ReadOnlySpan<char>> Words = Build().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Looks a word up, in lower case.</summary>
    public static bool TryFind(ReadOnlySpan<char> word, out ElementCues cues) => Words.TryGetValue(word, out cues);

    private static FrozenDictionary<string, ElementCues> Build()
    {
        Dictionary<string, ElementCues> words = [];
        Add(ElementCues.Navigation, "nav", "navbar", "navigation", "menu", "submenu", "megamenu", "breadcrumb", "breadcrumbs", "pagination", "pager", "paginator", "paging", "skip", "skiplink", "topbar", "navlinks", "headerlink", "editsection", "noprint");
        Add(ElementCues.Share, "share", "sharing", "shares", "social", "socials", "addtoany", "sharethis", "sharedaddy", "sharebuttons", "followus", "followme", "followbutton");
        Add(ElementCues.Advert, "ad", "ads", "adv", "advert", "adverts", "advertisement", "advertising", "sponsor", "sponsored", "promo", "promos", "promotion", "promotions", "outbrain", "taboola", "adsense", "adslot", "dfp");
        Add(ElementCues.Notice, "cookie", "cookies", "consent", "gdpr", "onetrust", "newsletter", "newsletters", "subscribe", "subscription", "signup", "optin", "modal", "popup", "popover", "lightbox", "interstitial", "tooltip", "toast", "spinner", "offcanvas", "drawer", "flyout", "dropdown", "disclaimer", "paywall", "mailchimp");
        Add(ElementCues.Related, "related", "relatedposts", "recommended", "recommendation", "recommendations", "recommend", "trending", "popular", "similar", "upsell", "upsells", "crosssell", "recirc", "recirculation");
        Add(ElementCues.Related, "readnext", "upnext", "moreposts", "morestories", "morefrom", "latestposts", "recentposts", "recentlyviewed", "alsolike", "maylike");
        Add(ElementCues.Comments, "comment", "comments", "commentlist", "disqus", "respond");
        Add(ElementCues.Sidebar, "sidebar", "sidenav", "rail", "aside");
        Add(ElementCues.Footer, "footer", "colophon", "copyright");
        Add(ElementCues.Header, "masthead", "header", "topnav");
        Add(ElementCues.Particulars, "byline", "tags", "taglist", "postmeta", "bio", "signature");
        Add(ElementCues.Particulars, "aboutauthor", "authorbio", "authorbox", "authorinfo", "authordescription", "authorcard", "authorabout", "authorstatistics");
        Add(ElementCues.Particulars, "userextras", "userbanner", "usertitle", "userstats", "userinfo", "postprofile", "posterinfo", "membertitle");
        Add(ElementCues.Tool, "search", "login", "signin", "cart", "minicart", "wishlist", "filter", "filters", "facet", "facets", "sort", "toolbar");
        Add(ElementCues.Tool, "posttools", "toollinks", "report", "inappropriate", "expandlink", "quickreply", "permalink");
        Add(ElementCues.Contents, "toc", "tableofcontents");
        Add(ElementCues.Reviews, "review", "reviews", "rating", "ratings", "bazaarvoice", "yotpo", "okendo", "judgeme");
        Add(ElementCues.Notice, "hubspot", "hbspt", "hsform", "leadform", "announcementbar", "chatbanner", "disclosure", "disclosures");
        Add(ElementCues.Particulars, "pubdate", "postdate", "publishdate", "publisheddate", "datepublished", "dateline", "entrydate", "articledate");
        Add(ElementCues.Particulars, "entrymeta", "articlemeta", "postedon", "readingtime", "readtime");
        Add(ElementCues.Tool, "pagefeedback", "feedback", "likessummary", "likesbar", "reactionsbar", "backtotop", "scrolltop");
        Add(ElementCues.Panel, "accordion", "accordions", "tab", "tabs", "tabpanel", "panel", "panels", "collapse", "collapsible", "faq", "faqs");
        Add(ElementCues.Button, "btn", "btns", "button", "buttons", "cta", "ctas", "calltoaction");
        return words.ToFrozenDictionary();

        void Add(ElementCues cue, params ReadOnlySpan<string> these)
        {
            foreach (var word in these) words[word] = cue;
        }
    }
}
