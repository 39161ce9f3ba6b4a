using DataPipe.Core.Steps;

namespace DataPipe.Curation.Sources;

/// <summary>Why a record of an archive becomes no document.</summary>
public static class WarcDrops
{
    /// <summary>Its media type is not among those to keep, or none is known and it does not look like a page.</summary>
    public static readonly DropReason NotAPage = new("not-a-page");

    /// <summary>The server answered with a status that is not among those to keep.</summary>
    public static readonly DropReason HttpError = new("http-error");

    /// <summary>The page is larger than allowed.</summary>
    public static readonly DropReason TooLarge = new("too-large");

    /// <summary>The message, its transfer or content coding, or its character encoding cannot be decoded.</summary>
    public static readonly DropReason Undecodable = new("undecodable");

    /// <summary>The page has no text at all.</summary>
    public static readonly DropReason Empty = new("empty");

    /// <summary>The archive is damaged here.</summary>
    public static readonly DropReason Damaged = new("damaged");

    /// <summary>A revisit record: the page was the same as at an earlier visit and is not repeated.</summary>
    public static readonly DropReason Revisit = new("revisit");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DropReason> All { get; } = [NotAPage, HttpError, TooLarge, Undecodable, Empty, Damaged, Revisit];
}
