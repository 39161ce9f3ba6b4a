using System.Globalization;
using DataPipe.Warc.Fields;

namespace DataPipe.Warc;

/// <summary>
/// One record of an archive. It lies in the reader's own memory: it is valid until the next <see cref="WarcReader.ReadAsync"/>, after which
/// its members throw <see cref="InvalidOperationException"/>, and memory taken from it holds other bytes.
/// </summary>
public sealed class WarcRecord
{
    private ReadOnlyMemory<byte> _fields;
    private ReadOnlyMemory<byte> _block;
    private bool _expired;
    private string? _typeName;
    private string? _recordId;
    private string? _targetUri;

    internal WarcRecord(ReadOnlyMemory<byte> fields, ReadOnlyMemory<byte> block)
    {
        _fields = fields;
        _block = block;
        Type = TypeOf(fields.Span);
    }

    /// <summary>The type; <see cref="WarcRecordType.Unknown"/> when the standard does not name it, and then <see cref="TypeName"/> still has it.</summary>
    public WarcRecordType Type { get; }

    /// <summary>The type as written; empty when the record has none.</summary>
    public string TypeName => _typeName ??= Header("WARC-Type") ?? "";

    /// <summary>Offset in the file in bytes: of the record in a plain file, of the gzip member it begins in else. Counted from where the reader began.</summary>
    public long Offset { get; internal init; }

    /// <summary>Offset of the record in its decoded gzip member, in bytes: 0 where each record has a member of its own, as the standard recommends; 0 in a plain file.</summary>
    public long OffsetInMember { get; internal init; }

    /// <summary>Bytes in the file from <see cref="Offset"/> that hold this record and no other; -1 when it shares its gzip member with others.</summary>
    public long Length { get; internal init; }

    /// <summary>WARC-Record-ID without the angle brackets around it; null when absent.</summary>
    public string? RecordId => _recordId ??= Uri("WARC-Record-ID");

    /// <summary>WARC-Target-URI, without the angle brackets that wget writes around it; null when absent.</summary>
    public string? TargetUri => _targetUri ??= Uri("WARC-Target-URI");

    /// <summary>WARC-Date, in UTC; null when absent or unreadable. Rounded to 100 nanoseconds.</summary>
    public DateTimeOffset? Date => DateOf("WARC-Date");

    /// <summary>Content-Type of the block; null when absent.</summary>
    public string? ContentType => Header("Content-Type");

    /// <summary>Content-Length in bytes, as written; 0 when it is absent or unreadable, and then the record is damaged.</summary>
    public long ContentLength { get; internal init; }

    /// <summary>WARC-Payload-Digest; null when absent.</summary>
    public string? PayloadDigest => Header("WARC-Payload-Digest");

    /// <summary>WARC-Block-Digest; null when absent.</summary>
    public string? BlockDigest => Header("WARC-Block-Digest");

    /// <summary>WARC-Truncated, the reason why the crawler cut the content short; null when it did not.</summary>
    public string? Truncated => Header("WARC-Truncated");

    /// <summary>WARC-IP-Address of the server; null when absent.</summary>
    public string? IpAddress => Header("WARC-IP-Address");

    /// <summary>WARC-Profile: of a revisit record, the URI of the rule by which its content was found to be the same; null when absent.</summary>
    public string? Profile => Header("WARC-Profile");

    /// <summary>WARC-Refers-To without angle brackets: the id of the record that this one is about, or repeats; null when absent.</summary>
    public string? RefersTo => Uri("WARC-Refers-To");

    /// <summary>WARC-Refers-To-Target-URI without angle brackets: the address of the capture that a revisit record repeats; null when absent.</summary>
    public string? RefersToTargetUri => Uri("WARC-Refers-To-Target-URI");

    /// <summary>WARC-Refers-To-Date, in UTC: the time of the capture that a revisit record repeats; null when absent or unreadable.</summary>
    public DateTimeOffset? RefersToDate => DateOf("WARC-Refers-To-Date");

    /// <summary>The content of the record, at most <see cref="WarcReaderOptions.MaxRecordBytes"/>.</summary>
    public ReadOnlyMemory<byte> Block
    {
        get
        {
            ThrowIfExpired();
            return _block;
        }
    }

    /// <summary>Whether <see cref="Block"/> is only the beginning of a block that is longer than <see cref="WarcReaderOptions.MaxRecordBytes"/>.</summary>
    public bool IsTruncated { get; internal init; }

    /// <summary>Whether the file is damaged here: bytes of the block may be missing or wrong. There is a warning that says how. Of records that share a gzip member, only the one in which its damage shows is known to be damaged.</summary>
    public bool IsDamaged { get; internal init; }

    /// <summary>The value of the first header field of that name, letter case aside; null when absent. Decoded at each call, as UTF-8 or else Latin-1.</summary>
    public string? Header(string name)
    {
        ThrowIfExpired();
        return FieldBlock.TryFind(_fields.Span, name, out var value) ? FieldBlock.Decode(value) : null;
    }

    internal static WarcRecordType TypeOf(ReadOnlySpan<byte> fields) => FieldBlock.TryFind(fields, "WARC-Type", out var type) ? RecordTypes.Parse(type) : WarcRecordType.Unknown;

    // The same record at another offset, no longer its reader's.
    internal WarcRecord KeepAt(long offset) => new(_fields, _block)
    {
        Offset = offset, Length = Length, ContentLength = ContentLength, IsTruncated = IsTruncated, IsDamaged = IsDamaged,
    };

    internal void Expire()
    {
        _expired = true;
        _fields = default;
        _block = default;
    }

    private DateTimeOffset? DateOf(string name) =>
        Header(name) is { } text && (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            || DateTimeOffset.TryParseExact(text, ["yyyy", "yyyyMMddHHmmss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out date))
            ? date
            : null;

    private string? Uri(string name) => Header(name) is { } value ? value is ['<', .. var inner, '>'] ? inner : value : null;

    private void ThrowIfExpired()
    {
        if (_expired) throw new InvalidOperationException("A WARC record is valid until the next ReadAsync of its reader.");
    }
}
