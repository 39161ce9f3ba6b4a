using System.Collections.Frozen;
using System.Text;

namespace DataPipe.Curation.Extraction;

/// <summary>
/// The names under which pages tell their <see cref="Particular"/>s in meta elements and microdata, each with its rank: of two the higher is believed.
/// Source: Open Graph and its article properties, schema.org, Dublin Core, Highwire Press, and the names of publishing systems.
/// </summary>
internal static class ParticularNames
{
    private const int MaxNameBytes = 32;

    private static readonly FrozenDictionary<string, (Particular, int)>.AlternateLookup<ReadOnlySpan<char>> Names = new Dictionary<string, (Particular, int)>
    {
        ["og:title"] = (Particular.Title, 2),
        ["article:published_time"] = (Particular.PublishedAt, 4),
        ["datepublished"] = (Particular.PublishedAt, 2),
        ["parsely-pub-date"] = (Particular.PublishedAt, 2),
        ["sailthru.date"] = (Particular.PublishedAt, 2),
        ["dc.date.issued"] = (Particular.PublishedAt, 2),
        ["pubdate"] = (Particular.PublishedAt, 2),
        ["publish-date"] = (Particular.PublishedAt, 2),
        ["citation_publication_date"] = (Particular.PublishedAt, 2),
        ["date"] = (Particular.PublishedAt, 1),
        ["dc.date"] = (Particular.PublishedAt, 1),
        ["dcterms.created"] = (Particular.PublishedAt, 1),
        ["author"] = (Particular.Author, 3),
        ["article:author"] = (Particular.Author, 2),
        ["parsely-author"] = (Particular.Author, 2),
        ["sailthru.author"] = (Particular.Author, 2),
        ["dc.creator"] = (Particular.Author, 2),
        ["citation_author"] = (Particular.Author, 2),
        ["og:site_name"] = (Particular.SiteName, 2),
        ["application-name"] = (Particular.SiteName, 1),
        ["og:url"] = (Particular.CanonicalUrl, 1),
        ["dc.language"] = (Particular.Language, 1),
        ["content-language"] = (Particular.Language, 1),
        ["og:locale"] = (Particular.Language, 1),
        ["license"] = (Particular.License, 3),
        ["dc.rights"] = (Particular.License, 2),
        ["dcterms.rights"] = (Particular.License, 2),
        ["dcterms.license"] = (Particular.License, 2),
    }.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Looks a name up, in any case.</summary>
    public static bool TryFind(ReadOnlySpan<byte> name, out Particular particular, out int rank)
    {
        (particular, rank) = (default, 0);
        if (name.Length is 0 or > MaxNameBytes) return false;
        Span<char> lower = stackalloc char[MaxNameBytes];
        if (Ascii.ToLower(name, lower, out var length) != System.Buffers.OperationStatus.Done || !Names.TryGetValue(lower[..length], out var found)) return false;
        (particular, rank) = found;
        return true;
    }
}
