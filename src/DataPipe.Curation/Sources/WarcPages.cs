using System.Collections.Frozen;
using System.Text;
using DataPipe.Core.Records;
using DataPipe.Core.Steps;
using DataPipe.Curation.Sources.Charsets;
using DataPipe.Warc;
using DataPipe.Warc.Http;

namespace DataPipe.Curation.Sources;

/// <summary>Makes documents of the pages in an archive: undoes HTTP codings and character encodings. An instance serves one task.</summary>
internal sealed class WarcPages(WarcOptions options)
{
    private const string Xhtml = "application/xhtml+xml";

    private readonly FrozenSet<string> _mimeTypes = options.MimeTypes.Select(t => t.Trim().ToLowerInvariant()).ToFrozenSet();
    private readonly FrozenSet<int> _statuses = options.Statuses.ToFrozenSet();
    private readonly CharsetDecoder _decoder = new();

    /// <summary>What is wrong with the record read last beyond its drop reason, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a record holds a page, or what should be one.</summary>
    public static bool IsCapture(WarcRecord record) =>
        record.Type is WarcRecordType.Conversion or WarcRecordType.Revisit
        || (record.Type is WarcRecordType.Response or WarcRecordType.Resource && !IsDns(record));

    /// <summary>Reads a capture.</summary>
    /// <returns>Keep with the whole document, or a drop with a document that has no text.</returns>
    public Verdict Read(WarcRecord record, out Document document)
    {
        Problem = null;
        document = new Document(IdOf(record), default, options.Source) { Url = record.TargetUri, FetchedAt = record.Date };
        if (record.Type == WarcRecordType.Revisit) return Verdict.Drop(WarcDrops.Revisit);
        var body = record.Block;
        var contentType = record.ContentType;
        if (record.Type == WarcRecordType.Response)
        {
            if (!HttpMessage.TryParse(body, out var message)) return Bad(record, "the response does not begin with an HTTP status line", WarcDrops.Undecodable);
            if (!_statuses.Contains(message.StatusCode)) return Verdict.Drop(WarcDrops.HttpError);
            contentType = message.ContentType;
            if (contentType is not null && MimeOf(contentType) is { } announced && !_mimeTypes.Contains(announced)) return Verdict.Drop(WarcDrops.NotAPage);
            if (record.IsTruncated) return Verdict.Drop(WarcDrops.TooLarge);
            if (!message.TryDecodeBody(options.MaxPageBytes, out body, out var problem) && !record.IsDamaged)
                return body.Length >= options.MaxPageBytes ? Verdict.Drop(WarcDrops.TooLarge) : Bad(record, problem ?? "the body cannot be decoded", WarcDrops.Undecodable);
        }

        if (record.IsDamaged) return Verdict.Drop(WarcDrops.Damaged);
        if (record.IsTruncated || body.Length > options.MaxPageBytes) return Verdict.Drop(WarcDrops.TooLarge);
        if (body.IsEmpty) return Verdict.Drop(WarcDrops.Empty);
        var mime = record.Type == WarcRecordType.Conversion ? MimeOf(contentType) ?? MediaTypes.Plain : MimeOf(contentType) ?? Sniff(body.Span);
        if (mime is null || !_mimeTypes.Contains(mime)) return Verdict.Drop(WarcDrops.NotAPage);
        var isHtml = mime is MediaTypes.Html or Xhtml;
        var charset = CharsetDecoder.Choose(body.Span, contentType, isHtml);
        if (charset.IsReplacement) return Bad(record, "the page is in an encoding that is not decoded because it can hide markup", WarcDrops.Undecodable);
        var text = _decoder.Decode(body.Span, charset);
        if (text.Span.IndexOfAnyExcept(" \t\r\n\f"u8) < 0) return Verdict.Drop(WarcDrops.Empty);
        document = document with { Text = new Utf8Text(text), MediaType = isHtml ? MediaTypes.Html : MediaTypes.Plain };
        return Verdict.Keep;
    }

    private Verdict Bad(WarcRecord record, string problem, DropReason reason)
    {
        // What damage did to a message is told by the warning about the damage.
        if (!record.IsDamaged) Problem = problem;
        return Verdict.Drop(record.IsDamaged ? WarcDrops.Damaged : reason);
    }

    // Some writers give no record id; then address, time and content tell captures apart.
    private static string IdOf(WarcRecord record) =>
        record.RecordId is { Length: > 0 } id
            ? RecordIds.Of("warc", id, "")
            : RecordIds.Of(record.TargetUri ?? "", record.Header("WARC-Date") ?? "", record.PayloadDigest ?? RecordIds.Of(record.Block.Span));

    private static bool IsDns(WarcRecord record) => record.TargetUri is { } uri && uri.StartsWith("dns:", StringComparison.OrdinalIgnoreCase);

    private static string? MimeOf(string? contentType)
    {
        if (contentType is null) return null;
        var end = contentType.AsSpan().IndexOf(';');
        var mime = (end < 0 ? contentType.AsSpan() : contentType.AsSpan(0, end)).Trim();
        return mime.IsEmpty ? null : mime.Equals(MediaTypes.Html, StringComparison.OrdinalIgnoreCase) ? MediaTypes.Html : mime.ToString().ToLowerInvariant();
    }

    // For answers without a media type. Source: WHATWG MIME Sniffing Standard, section 7.1, the marks of HTML.
    private static string? Sniff(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart(" \t\r\n\f"u8);
        if (Starts(body, "<!doctype html"u8) || Starts(body, "<html"u8) || Starts(body, "<head"u8) || Starts(body, "<body"u8) || Starts(body, "<title"u8) || Starts(body, "<!--"u8)
            || Starts(body, "<meta"u8) || Starts(body, "<div"u8) || Starts(body, "<p>"u8) || Starts(body, "<table"u8) || Starts(body, "<script"u8))
            return MediaTypes.Html;
        return null;
    }

    private static bool Starts(ReadOnlySpan<byte> body, ReadOnlySpan<byte> mark) => body.Length >= mark.Length && Ascii.EqualsIgnoreCase(body[..mark.Length], mark);
}
