using System.Buffers;
using System.Collections.Frozen;

namespace DataPipe.Curation.Extraction;

/// <summary>
/// Words that English pages of every kind put around their main text. They are compared in lower case, letters only, words parted by one space. Source: ours.
/// </summary>
internal static class StockPhrases
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lines = new[]
    {
        "read more", "learn more", "see more", "show more", "view more", "load more", "view all", "see all", "show all", "shop now", "shop all",
        "buy now", "add to cart", "add to bag", "add to basket", "add to wishlist", "quick view", "quick shop", "share", "share this",
        "share this article", "share this post", "share on", "tweet", "print", "email", "facebook", "twitter", "pinterest", "linkedin", "whatsapp",
        "reddit", "instagram", "copy link", "link copied", "advertisement", "advertisements", "ad", "ads", "sponsored", "subscribe", "subscribe now",
        "sign up", "sign up now", "sign in", "log in", "login", "logout", "register", "register now", "join now", "menu", "search", "close",
        "back to top", "top", "next", "previous", "prev", "skip to content", "skip to main content", "loading", "comments", "no comments",
        "leave a comment", "post a comment", "leave a reply", "reply", "report", "edit", "download now", "get started", "get started free",
        "contact us", "contact sales", "follow", "follow us", "newsletter", "click to expand", "get a demo", "request a demo", "book a demo",
        "start free trial", "start a free trial", "start your free trial", "try for free", "try it free", "try it for free", "get a quote",
        "get a free quote", "no credit card required", "table of contents", "in this article", "cookie settings", "cookie policy", "privacy policy",
        "terms of service", "terms and conditions", "terms of use", "all rights reserved", "accept", "accept all", "cancel", "submit", "send", "ok",
        "yes", "no", "minimum read", "min read", "minutes read", "share story", "share article", "quick links", "save", "favorite", "bookmark",
        "like", "liked", "quote", "helpful", "was this helpful", "was this article helpful", "was this page helpful", "was this page helpful yes no",
        "report abuse", "view cart", "checkout", "sort by", "filter", "filters", "clear all", "reset", "apply", "select options", "out of stock",
        "sold out", "view details", "see details", "details", "view product", "view on amazon", "buy on amazon", "request a quote", "get quote", "jump to recipe",
        "print recipe", "donate", "donate now", "donate today", "learn how", "current price", "book now", "buy tickets", "filter and sort", "find out more",
        "explore more", "discover more", "go back", "expand", "collapse", "expand description",
    }.ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Titles = new[]
    {
        "related", "related articles", "related posts", "related post", "related stories", "related content", "related reading", "related topics",
        "related links", "related resources", "related news", "related products", "related items", "related pages", "related searches",
        "related questions", "related blogs", "related guides", "you may also like", "you might also like", "you may also be interested in",
        "you might also be interested in", "you may be interested in", "you might like", "more from", "more stories", "more articles", "more posts",
        "more news", "more like this", "more to explore", "more in this series", "recommended", "recommended for you", "recommended reading",
        "recommended articles", "recommendations", "read next", "up next", "whats next", "keep reading", "continue reading", "further reading",
        "recent posts", "recent articles", "recent comments", "recent news", "recently viewed", "recently viewed products", "recently viewed items",
        "latest posts", "latest articles", "latest news", "latest stories", "popular posts", "popular articles", "most popular", "most read",
        "trending", "trending now", "top stories", "featured posts", "featured articles", "customers also bought", "customers also viewed",
        "customers who bought this item also bought", "frequently bought together", "people also viewed", "people also bought", "similar products",
        "similar items", "similar posts", "similar articles", "about the author", "about author", "about us", "author", "written by", "share this",
        "share this article", "share this post", "share this story", "share", "spread the word", "follow us", "stay connected", "connect with us",
        "stay in touch", "join the conversation", "join the discussion", "leave a comment", "leave a reply", "leave a reply cancel reply",
        "post a comment", "comments", "comment", "responses", "discussion about this post", "ready for more", "categories", "tags", "archives",
        "archive", "blogroll", "meta", "navigation", "footer", "newsletter", "subscribe", "subscribe to our newsletter",
        "sign up for our newsletter", "join our newsletter", "subscribe by email", "subscribe to blog via email", "get the newsletter",
        "stay up to date", "stay informed", "advertisement", "sponsored", "privacy overview", "cookie policy", "we value your privacy",
        "your privacy choices", "manage consent preferences", "customer service", "quick links", "useful links", "site map", "contact us",
        "get in touch", "search", "filter by", "sort by", "share your thoughts", "log in", "sign in", "create an account", "your cart",
        "shopping cart",
    }.ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] TitleOpenings =
    [
        "you may be interested", "you may also", "you might also", "you might like", "explore other", "explore more", "keep exploring", "join our",
        "stay connected", "get the free", "support our", "donate", "all comments", "more from", "related to", "trusted by", "share your story", "written by",
        "funded by", "people also", "customers also", "what our customers", "what our clients",
    ];

    private static readonly string[] Openings =
    [
        "subscribe to", "sign up for", "sign up to", "by subscribing", "by signing up", "by clicking", "by submitting", "by entering your",
        "by providing your", "join our newsletter", "join our mailing list", "join our email", "get the latest", "this post may contain affiliate",
        "this article may contain affiliate", "this post contains affiliate", "this page contains affiliate", "as an amazon associate",
        "all rights reserved", "copyright", "share this", "filed under", "posted in", "tagged with", "we use cookies", "this site uses cookies",
        "this website uses cookies", "our website uses cookies", "thanks for reading", "follow us on", "follow me on", "enter your email",
        "your email address", "already have an account", "already a member", "report this", "skip to", "photo credit", "image credit",
        "image source", "please enable javascript", "you need to enable javascript", "javascript is", "this site is protected by recaptcha",
        "want to receive", "never miss", "don t miss", "dont miss", "read also", "also read", "read more", "see also", "related", "click here to",
        "you must be logged in", "log in to", "login to", "sign in to", "save my name", "required fields", "notify me of", "was this",
        "did you find this", "share on", "view all", "see all", "shop all", "browse all", "no comments", "last updated", "updated on",
        "published on", "originally published", "posted by", "see price", "check price", "comment via", "jump to",
    ];

    private static readonly SearchValues<string> Marks = SearchValues.Create(
    [
        "to your inbox", "in your inbox", "all rights reserved", "unsubscribe", "sign up for our", "sign up to our", "subscribe to our",
        "subscribe to get", "subscribe for", "our newsletter", "free newsletter", "weekly newsletter", "daily newsletter", "email newsletter",
        "affiliate link", "affiliate commission", "affiliate marketer", "qualifying purchases", "earn a commission", "earn commission",
        "we use cookies", "uses cookies", "privacy policy and", "terms of service and", "terms of use and", "protected by recaptcha",
        "your email address", "leave a comment", "follow me on", "follow us on", "share this", "sent from my", "log in to", "sign in to",
        "you must be logged", "free trial", "book a demo", "request a demo", "get a demo", "no credit card", "start for free", "rate this",
        "star rating", "was this helpful", "click to expand", "enable javascript", "at no additional cost to you", "at no extra cost to you",
        "pin it for later", "pin for later", "consider subscribing", "consider becoming", "support us on", "buy me a coffee", "become a member",
        "spread the word", "funded by readers", "by readers like you", "talk to our", "your first order", "subscribe here", "leave a star", "free site membership",
        "become a subscriber", "paid subscriber", "already a subscriber", "exclusive to", "this article originally appeared", "free shipping",
    ], StringComparison.Ordinal);

    /// <summary>Whether a whole block is one of them: the caption of a button, the name of a link.</summary>
    public static bool IsLine(ReadOnlySpan<char> block) => Lines.Contains(block);

    /// <summary>Whether a heading opens a part that is not the main text.</summary>
    public static bool IsTitle(ReadOnlySpan<char> heading)
    {
        if (Titles.Contains(heading)) return true;
        foreach (var opening in TitleOpenings)
            if (heading.StartsWith(opening)) return true;
        return false;
    }

    /// <summary>Whether a block opens with one of them.</summary>
    public static bool IsOpening(ReadOnlySpan<char> block)
    {
        foreach (var opening in Openings)
            if (block.StartsWith(opening)) return true;
        return false;
    }

    /// <summary>Whether a short block holds what only notices say.</summary>
    public static bool IsNotice(ReadOnlySpan<char> block) => block.ContainsAny(Marks);
}
