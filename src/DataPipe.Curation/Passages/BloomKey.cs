namespace DataPipe.Curation.Passages;

/// <summary>What a stream is deduplicated by.</summary>
public enum BloomKey
{
    /// <summary>Documents of one text.</summary>
    Text,

    /// <summary>Documents of one address; those without one stay.</summary>
    Url,

    /// <summary>Lines.</summary>
    Line,

    /// <summary>Paragraphs: what stands between blank lines.</summary>
    Paragraph,
}
