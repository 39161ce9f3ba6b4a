namespace DataPipe.Curation.Extraction;

/// <summary>What a page may say of itself.</summary>
internal enum Particular
{
    Title,
    PublishedAt,
    Author,
    SiteName,
    CanonicalUrl,
    Language,
    License,
}
