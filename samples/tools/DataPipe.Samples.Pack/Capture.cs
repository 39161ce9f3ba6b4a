namespace DataPipe.Samples.Pack;

/// <summary>One line of pages/index.json: a page as a crawler met it.</summary>
internal sealed record Capture
{
    /// <summary>Address of the page.</summary>
    public required string Url { get; init; }

    /// <summary>When the page was fetched.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Source below pages/: a fragment (.md) that goes into a template, or anything else as it stands. Null if generated, or without a body.</summary>
    public string? File { get; init; }

    /// <summary>Template below templates/ in which a fragment is wrapped.</summary>
    public string? Template { get; init; }

    /// <summary>What to generate instead of reading a file: listing, nesting-trap, image or empty.</summary>
    public string? Generated { get; init; }

    /// <summary>Title of a generated listing.</summary>
    public string? Title { get; init; }

    /// <summary>Status of the answer.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Address to which an answer of status 3xx points.</summary>
    public string? Location { get; init; }

    /// <summary>Media type, without the charset.</summary>
    public string ContentType { get; init; } = "text/html";

    /// <summary>Charset in which the bytes are written.</summary>
    public string Charset { get; init; } = "utf-8";

    /// <summary>Where the charset is told: both (header and meta), header, meta, bom or none.</summary>
    public string Declared { get; init; } = "both";

    /// <summary>The name by which the charset is told, where that is not its own.</summary>
    public string? DeclaredAs { get; init; }

    /// <summary>Content coding: gzip, deflate, br, or gzip-already-decoded, which says gzip over plain bytes as some archives do.</summary>
    public string? Encoding { get; init; }

    /// <summary>Transfer coding: chunked.</summary>
    public string? Transfer { get; init; }

    /// <summary>Passages of the source to replace, which makes a near-duplicate.</summary>
    public Dictionary<string, string> Replace { get; init; } = [];

    /// <summary>Whether the capture is recorded as a revisit of an earlier one with the same address.</summary>
    public bool Revisit { get; init; }
}
