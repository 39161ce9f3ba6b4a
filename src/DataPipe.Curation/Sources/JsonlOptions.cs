using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;
using DataPipe.Core.Records;

namespace DataPipe.Curation.Sources;

/// <summary>Options of <see cref="JsonlStage"/>. A field below another is written with a dot between them: <c>metadata.url</c>.</summary>
public sealed record JsonlOptions
{
    /// <summary>The files to read: paths or globs of JSON Lines files, compressed with gzip, Zstandard or bzip2, or not. One task a file.</summary>
    public IReadOnlyList<FilePattern> Files { get; init; } = [];

    /// <summary>Name of the source that the documents belong to: a label that stays with each of them, for <c>where</c> to pick them by. Source: ours.</summary>
    public string Source { get; init; } = "jsonl";

    /// <summary>Field that holds the text; a record without one is dropped. A dot in a field's name leads to an inner object. Source: the layout of C4, Dolma and FineWeb.</summary>
    public string TextField { get; init; } = "text";

    /// <summary>Field that holds the id, a string or a number; where it is missing, the id is a hash of the text. Source: the layout of Dolma and FineWeb.</summary>
    public string IdField { get; init; } = "id";

    /// <summary>Field that holds the address of the page; off when not given. Source: ours.</summary>
    public string? UrlField { get; init; }

    /// <summary>Field that holds the title; off when not given. Source: ours.</summary>
    public string? TitleField { get; init; }

    /// <summary>Field that holds the ISO 639 code of the language; off when not given. Source: ours.</summary>
    public string? LanguageField { get; init; }

    /// <summary>Field that holds the date of publication, in ISO 8601; off when not given. Source: ours.</summary>
    public string? DateField { get; init; }

    /// <summary>Field that holds an embedding, a list of numbers: it becomes the column <c>embedding</c>; off when not given. Source: ours.</summary>
    public string? VectorField { get; init; }

    /// <summary>Media type of the texts: <c>text/plain</c>, or <c>text/html</c> for pages that are still to be extracted. Source: ours.</summary>
    public string MediaType { get; init; } = MediaTypes.Plain;

    /// <summary>Longest line, in bytes; longer ones cannot be read. Source: ours, many times the longest document of public corpora.</summary>
    [Range(1024, 1 << 30)]
    public int MaxLineBytes { get; init; } = 64 << 20;

    /// <summary>What happens to a compressed file that ends in the middle of a gzip member, a Zstandard frame or a bzip2 stream: <c>stop</c>, or <c>accept</c> what stands before the break and count a warning. Source: ours.</summary>
    public TruncatedFile Truncated { get; init; } = TruncatedFile.Stop;

    /// <summary>What happens to a line that is no JSON object, not UTF-8, or too long: <c>stop</c>, or <c>skip</c> it and count a warning. Source: ours.</summary>
    public BadLines BadLines { get; init; } = BadLines.Stop;
}
