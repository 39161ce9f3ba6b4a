namespace DataPipe.Core.Records;

/// <summary>A text of a pretraining corpus with where it came from.</summary>
/// <param name="Id">Stable identity from the origin.</param>
/// <param name="Text">The text, UTF-8.</param>
/// <param name="Source">Name of the source it belongs to, such as <c>web</c> or <c>wikipedia</c>: a label that stays with it.</param>
public sealed record Document(string Id, Utf8Text Text, string Source) : IRecord<Document>
{
    /// <inheritdoc/>
    public static RecordType Type => RecordType.Document;

    /// <summary>Address of the page, or null.</summary>
    public string? Url { get; init; }

    /// <summary>ISO 639 code of the main language, <c>und</c> when undetermined, or null when nobody looked.</summary>
    public string? Language { get; init; }

    /// <summary>Title, or null.</summary>
    public string? Title { get; init; }

    /// <summary>When the text was fetched, or null.</summary>
    public DateTimeOffset? FetchedAt { get; init; }

    /// <summary>When the text was published as far as it says itself, or null.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary><see cref="MediaTypes.Html"/> before extraction, <see cref="MediaTypes.Plain"/> after.</summary>
    public string MediaType { get; init; } = MediaTypes.Plain;

    /// <inheritdoc/>
    public long Tokens { get; init; }

    /// <inheritdoc/>
    public Notes Notes { get; init; }

    /// <inheritdoc/>
    public long SizeBytes => Text.LengthBytes;

    /// <inheritdoc/>
    public Document WithNotes(Notes notes) => this with { Notes = notes };

    /// <summary>Counts the tokens of plain text; markup counts none.</summary>
    public Document CountTokens(ITokenCounter counter) =>
        this with { Tokens = MediaType == MediaTypes.Plain ? counter.Count(Text.Span) : 0 };
}
