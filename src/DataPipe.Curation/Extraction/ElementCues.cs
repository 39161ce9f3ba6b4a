namespace DataPipe.Curation.Extraction;

/// <summary>What an element says of itself through its attributes: its role, class, id and the like.</summary>
[Flags]
internal enum ElementCues
{
    None = 0,

    /// <summary>Not shown: <c>hidden</c>, <c>display: none</c>, classes for screen readers only.</summary>
    Hidden = 1,

    /// <summary>Navigation, breadcrumbs, pagination.</summary>
    Navigation = 2,

    /// <summary>Buttons for sharing and following.</summary>
    Share = 4,

    /// <summary>Advertisements and promotions.</summary>
    Advert = 8,

    /// <summary>Cookie and privacy notices, sign-up forms, overlays.</summary>
    Notice = 16,

    /// <summary>Teasers of other pages.</summary>
    Related = 32,

    /// <summary>Readers' comments.</summary>
    Comments = 64,

    /// <summary>Side columns and widgets.</summary>
    Sidebar = 128,

    /// <summary>Page footers.</summary>
    Footer = 256,

    /// <summary>Page headers.</summary>
    Header = 512,

    /// <summary>Author, date, tags and other particulars of the page.</summary>
    Particulars = 1024,

    /// <summary>Search, log-in, shopping cart.</summary>
    Tool = 2048,

    /// <summary>A table of contents of the page itself.</summary>
    Contents = 4096,

    /// <summary>Said to be the main text: <c>main</c>, <c>itemprop="articleBody"</c>.</summary>
    Main = 8192,

    /// <summary>Said to be the text of an article or post.</summary>
    Body = 16384,

    /// <summary>A link, with an address.</summary>
    Link = 32768,

    /// <summary>A button, by its own name.</summary>
    Button = 65536,

    /// <summary>Customers' reviews.</summary>
    Reviews = 131072,

    /// <summary>A part that opens at a click: a panel of an accordion or of tabs.</summary>
    Panel = 262144,
}
