using System.Globalization;
using DataPipe.Compression.Zstandard;
using DataPipe.Warc.Digests;
using DataPipe.Warc.Http;
using DataPipe.Warc.Output;

namespace DataPipe.Warc;

/// <summary>
/// Writes WARC records (ISO 28500). It is strict: what a reader could misread is refused. The same calls give the same bytes. Not for use by
/// several threads at once.
/// </summary>
public sealed class WarcWriter : IAsyncDisposable
{
    private readonly Stream _output;
    private readonly WarcWriterOptions _options;
    private readonly FieldWriter _fields = new();
    private readonly IRecordCompressor? _compressor;
    private bool _begun;
    private long _offset;

    /// <summary>
    /// A writer of records behind each other into <paramref name="output"/>, which it disposes. Throws <see cref="WarcException"/> when Zstandard is asked for and its library is not
    /// installed, and <see cref="ArgumentException"/> for a malformed dictionary.
    /// </summary>
    public WarcWriter(Stream output, WarcWriterOptions options)
        : this(output, options, ZstandardLibrary.Installed)
    {
    }

    internal WarcWriter(Stream output, WarcWriterOptions options, ZstandardLibrary? zstandard)
    {
        _output = output;
        _options = options;
        _compressor = options.Compression switch
        {
            WarcCompression.Gzip => new MemberWriter(options.Level),
            WarcCompression.Zstandard => new FrameWriter(zstandard, options.ZstandardLevel, options.ZstandardDictionary),
            _ => null,
        };
        _offset = options.StartOffset ?? (output.CanSeek ? output.Position : 0);
        _begun = _offset > 0;
    }

    /// <summary>
    /// Writes one record and returns its offset in the file and its length there, in bytes. The record id is a URI, with or without angle
    /// brackets; the date is written in UTC. Target URI and content type may be null. <paramref name="extraFields"/> follow in their order. Throws
    /// <see cref="ArgumentException"/> for an unknown type, a value that is empty or holds control characters, and an extra field that is no
    /// name or that this method writes itself; nothing is written then.
    /// </summary>
    public async ValueTask<(long Offset, long Length)> WriteAsync(
        WarcRecordType type,
        string recordId,
        DateTimeOffset date,
        string? targetUri,
        string? contentType,
        ReadOnlyMemory<byte> block,
        IReadOnlyList<KeyValuePair<string, string>> extraFields,
        CancellationToken cancellation)
    {
        if (type == WarcRecordType.Unknown || !Enum.IsDefined(type)) throw new ArgumentException("A record needs a type that the standard names.", nameof(type));
        _fields.Start(_options.Version11 ? "WARC/1.1" : "WARC/1.0");
        _fields.Add("WARC-Type", RecordTypes.Name(type));
        _fields.Add("WARC-Record-ID", recordId is ['<', .., '>'] ? recordId : $"<{recordId}>");
        _fields.Add("WARC-Date", DateText(date));
        if (targetUri is not null) _fields.Add("WARC-Target-URI", targetUri);
        foreach (var (name, value) in extraFields) _fields.AddExtra(name, value);
        if (_options.Digests) AddDigests(contentType, block);
        if (contentType is not null) _fields.Add("Content-Type", contentType);
        _fields.Add("Content-Length", block.Length.ToString(CultureInfo.InvariantCulture));
        _fields.End();

        if (!_begun && _compressor?.FileStart() is { IsEmpty: false } start)
        {
            await _output.WriteAsync(start, cancellation).ConfigureAwait(false);
            _offset += start.Length;
        }
        _begun = true;
        var offset = _offset;
        if (_compressor is not null)
        {
            var compressed = _compressor.Compress(_fields.Written.Span, block.Span, FieldWriter.RecordEnd.Span);
            await _output.WriteAsync(compressed, cancellation).ConfigureAwait(false);
            _offset += compressed.Length;
        }
        else
        {
            await _output.WriteAsync(_fields.Written, cancellation).ConfigureAwait(false);
            await _output.WriteAsync(block, cancellation).ConfigureAwait(false);
            await _output.WriteAsync(FieldWriter.RecordEnd, cancellation).ConfigureAwait(false);
            _offset += _fields.Written.Length + block.Length + FieldWriter.RecordEnd.Length;
        }
        return (offset, _offset - offset);
    }

    /// <summary>Disposes the output, which flushes it.</summary>
    public ValueTask DisposeAsync()
    {
        _compressor?.Dispose();
        return _output.DisposeAsync();
    }

    private string DateText(DateTimeOffset date)
    {
        var hasFraction = _options.Version11 && date.Ticks % TimeSpan.TicksPerSecond != 0;
        return date.UtcDateTime.ToString(hasFraction ? "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private void AddDigests(string? contentType, ReadOnlyMemory<byte> block)
    {
        if (!_fields.Has("WARC-Block-Digest")) _fields.Add("WARC-Block-Digest", LabelledDigest.Sha1(block.Span));
        if (_fields.Has("WARC-Payload-Digest") || contentType is null || !contentType.StartsWith("application/http", StringComparison.OrdinalIgnoreCase)) return;
        if (!HttpMessage.TryParse(block, out var message)) return;
        // As it came over the wire, chunks and all: what the standard leaves open, and wget, Heritrix and warcio agree on.
        _fields.Add("WARC-Payload-Digest", LabelledDigest.Sha1(message.RawBody.Span));
    }
}
