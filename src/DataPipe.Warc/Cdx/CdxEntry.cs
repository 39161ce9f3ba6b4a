using System.Globalization;
using DataPipe.Warc.Http;

namespace DataPipe.Warc.Cdx;

/// <summary>A line of an index: one capture, when it was made and where it lies. See <see cref="Order"/>.</summary>
public sealed record CdxEntry
{
    /// <summary>The order of a sorted index: by key and then by time, as bytes; of those alike, by offset.</summary>
    public static IComparer<CdxEntry> Order { get; } = Comparer<CdxEntry>.Create(Compare);

    /// <summary>Sort key of the address: see <see cref="Surt"/>. Printable ASCII without spaces.</summary>
    public required string Key { get; init; }

    /// <summary>Time of the capture in UTC, 14 digits from year to second.</summary>
    public required string Timestamp { get; init; }

    /// <summary>Address as captured.</summary>
    public required string Url { get; init; }

    /// <summary>Media type without parameters; <c>warc/revisit</c> for a revisit record; null when unknown.</summary>
    public string? MediaType { get; init; }

    /// <summary>HTTP status code; null when there is none.</summary>
    public int? Status { get; init; }

    /// <summary>Digest of the payload without the name of its algorithm; null when the archive gives none.</summary>
    public string? Digest { get; init; }

    /// <summary>Where a redirecting answer points; null when it does not. Only the columns of a classic index have it.</summary>
    public string? Redirect { get; init; }

    /// <summary>Bytes in the archive from <see cref="Offset"/> on that hold the record; null when unknown.</summary>
    public long? Length { get; init; }

    /// <summary>Offset in the archive, in bytes.</summary>
    public required long Offset { get; init; }

    /// <summary>Name of the archive.</summary>
    public required string FileName { get; init; }

    /// <summary>
    /// The entry of a record; null when it has no address or readable date, shares its gzip member with others and so cannot be read alone, or is about other records:
    /// a request, a warcinfo, or fields that the crawler noted. A POST is indexed by its address alone.
    /// </summary>
    public static CdxEntry? Of(WarcRecord record, string fileName)
    {
        if (record.Type is WarcRecordType.Request or WarcRecordType.Warcinfo || record.Length < 0 || record.TargetUri is not { } url || record.Date is not { } date) return null;
        if (record.Type is WarcRecordType.Metadata or WarcRecordType.Resource && record.ContentType == "application/warc-fields") return null;
        var message = record.Type is WarcRecordType.Response or WarcRecordType.Revisit && HttpMessage.TryParse(record.Block, out var parsed) ? parsed : null;
        var status = message is { StatusCode: > 0 } ? message.StatusCode : (int?)null;
        return new CdxEntry
        {
            Key = Surt.Of(url),
            Timestamp = date.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
            Url = url,
            MediaType = record.Type == WarcRecordType.Revisit ? "warc/revisit" : MediaTypeOf(record.Type == WarcRecordType.Response ? message?.ContentType : record.ContentType),
            Status = status,
            Digest = record.PayloadDigest is { } digest ? digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..] : null,
            Redirect = status is >= 300 and < 400 ? message!.Header("Location") : null,
            Length = record.Length,
            Offset = record.Offset,
            FileName = fileName,
        };
    }

    private static int Compare(CdxEntry a, CdxEntry b)
    {
        var keys = string.CompareOrdinal(a.Key, b.Key);
        if (keys != 0) return keys;
        var times = string.CompareOrdinal(a.Timestamp, b.Timestamp);
        return times != 0 ? times : a.Offset.CompareTo(b.Offset);
    }

    private static string? MediaTypeOf(string? contentType)
    {
        if (contentType is null) return null;
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        var type = (end < 0 ? contentType : contentType[..end]).Trim();
        return type.Length == 0 ? null : type;
    }
}
