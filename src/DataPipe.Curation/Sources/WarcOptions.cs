using System.ComponentModel.DataAnnotations;
using DataPipe.Core.Catalogues;

namespace DataPipe.Curation.Sources;

/// <summary>Options of <see cref="WarcStage"/>.</summary>
public sealed record WarcOptions
{
    /// <summary>The archives to read: paths or globs of WARC, WET or ARC files, compressed with gzip, Zstandard (.warc.zst) or not. One task a file.</summary>
    public IReadOnlyList<FilePattern> Files { get; init; } = [];

    /// <summary>Name of the source that the documents belong to: a label that stays with each of them, for <c>where</c> to pick them by. Source: ours.</summary>
    public string Source { get; init; } = "web";

    /// <summary>Largest page, in bytes after decoding; larger ones are dropped. Source: ours, several times the 1 MiB at which Common Crawl cuts pages off.</summary>
    [Range(1024, 1 << 30)]
    public int MaxPageBytes { get; init; } = 8 << 20;

    /// <summary>Media types of the pages to keep, without parameters. Source: ours, the types that hold text to extract.</summary>
    public IReadOnlyList<string> MimeTypes { get; init; } = ["text/html", "application/xhtml+xml", "text/plain"];

    /// <summary>HTTP status codes of the responses to keep. Source: RFC 9110, section 15: 200 is the one that comes with the page asked for.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [200];

    /// <summary>What happens to a compressed file that ends in the middle of a gzip member or Zstandard frame: <c>stop</c>, or <c>accept</c> what stands before the break and count a warning. Source: ours.</summary>
    public TruncatedFile Truncated { get; init; } = TruncatedFile.Stop;
}
