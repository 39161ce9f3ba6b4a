using DataPipe.Compression.Gzip;
using DataPipe.Compression.Zstandard;
using DataPipe.Warc.Input;

namespace DataPipe.Warc;

/// <summary>
/// Reads the records of a WARC file (ISO 28500, versions 1.0 and 1.1) or of an ARC file, the format before it, compressed with gzip, Zstandard or not, from front to back. It is lenient: what
/// is wrong becomes a warning with its offset, and damage costs the record it is in. Memory is reused and bounded by
/// <see cref="WarcReaderOptions"/>. Not for use by several threads at once.
/// </summary>
public sealed class WarcReader : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly string _name;
    private readonly WarcReaderOptions _options;
    private readonly WarningList _warnings;
    private RecordInput? _input;
    private IRecordReader? _records;
    private WarcRecord? _current;
    private string? _refusal;
    private readonly ZstandardDictionary? _dictionary;
    private string? _compression;
    private bool _isArc;
    private bool _damage;

    /// <summary>A reader of <paramref name="input"/> from its present position; <paramref name="name"/> is what messages call it. Nothing is read yet.</summary>
    public WarcReader(Stream input, string name, WarcReaderOptions options)
    {
        _stream = input;
        _name = name;
        _options = options;
        _warnings = new WarningList(name, options.MaxHeldWarnings);
    }

    internal WarcReader(Stream input, string name, WarcReaderOptions options, ZstandardDictionary? dictionary)
        : this(input, name, options) => _dictionary = dictionary;

    /// <summary>All warnings so far, with those that were not held.</summary>
    public long WarningCount => _warnings.Count;

    /// <summary>Bytes of the input consumed so far, compressed if it is.</summary>
    public long CompressedPosition => _input?.Position ?? 0;

    /// <summary>The warnings since the last call, at most <see cref="WarcReaderOptions.MaxHeldWarnings"/> of them, in the order they were found.</summary>
    public IReadOnlyList<WarcWarning> TakeWarnings() => _warnings.Take();

    /// <summary>
    /// The next record, or null at the end of the file; it is valid until the next call. Throws <see cref="WarcException"/> when the input is
    /// empty, or nothing that holds a record.
    /// </summary>
    public async ValueTask<WarcRecord?> ReadAsync(CancellationToken cancellation)
    {
        _current?.Expire();
        _current = null;
        if (_refusal is not null) throw new WarcException(_refusal);
        var records = _records ??= await OpenAsync(cancellation).ConfigureAwait(false);
        while (await records.FindStartAsync(cancellation).ConfigureAwait(false))
        {
            _current = await records.ReadAsync(cancellation).ConfigureAwait(false);
            if (_current is not null) return _current;
        }
        // Damaged members explain why there is none, and their warnings say so.
        if (!records.SawRecord && !_damage)
            throw Refuse((_compression is null ? "it" : $"it is compressed with {_compression}, and") + (_isArc ? " is an ARC file without a record" : " holds no record (none begins with 'WARC/')"));
        return null;
    }

    /// <summary>Disposes the input.</summary>
    public ValueTask DisposeAsync()
    {
        _current?.Expire();
        _current = null;
        return _stream.DisposeAsync();
    }

    private async ValueTask<IRecordReader> OpenAsync(CancellationToken cancellation)
    {
        var raw = new RawBuffer(_stream);
        await raw.EnsureAsync(FileStart.SureBytes, cancellation).ConfigureAwait(false);
        var kind = FileStart.Detect(raw.Unread);
        if (kind == FileStart.Kind.Unknown && await raw.EnsureAsync(FileStart.SureBytes + 1, cancellation).ConfigureAwait(false))
        {
            await raw.EnsureAsync(FileStart.SearchedBytes, cancellation).ConfigureAwait(false);
            kind = FileStart.Detect(raw.Unread);
        }
        if (raw.Unread.IsEmpty) throw Refuse("it is empty");
        if (kind == FileStart.Kind.Unknown) throw Refuse($"it begins with {FileStart.Describe(raw.Unread)}, neither gzip nor Zstandard nor 'WARC/'");
        _compression = kind switch { FileStart.Kind.Gzip => "gzip", FileStart.Kind.Zstandard => "Zstandard", _ => null };
        IUnitSource source = kind switch
        {
            FileStart.Kind.Gzip => new GzipSource(new GzipMemberReader(raw, new GzipReaderOptions { MaxMemberBytes = _options.MaxMemberBytes }, Warn)),
            FileStart.Kind.Zstandard => OpenZstandard(raw),
            _ => new PlainSource(raw),
        };
        var input = new RecordInput(source);
        if (_compression is not null && await input.NextUnitAsync(cancellation).ConfigureAwait(false))
        {
            await input.EnsureAsync(FileStart.LineBytes, cancellation).ConfigureAwait(false);
            if (FileStart.IsArc(input.Available)) kind = FileStart.Kind.Arc;
        }
        _input = input;
        _isArc = kind == FileStart.Kind.Arc;
        return _isArc ? new ArcRecordReader(input, _options, _warnings) : new RecordReader(input, _options, _warnings);
    }

    private ZstandardSource OpenZstandard(RawBuffer raw)
    {
        var frames = new ZstandardFrameReader(raw, new ZstandardReaderOptions { MaxFrameBytes = _options.MaxMemberBytes }, Warn);
        frames.UseDictionary(_dictionary);
        return new ZstandardSource(frames, Warn);
    }

    private WarcException Refuse(string reason) => new(_refusal = $"{_name}: not a WARC file: {reason}");

    private void Warn(GzipWarning warning)
    {
        _damage = true;
        var kind = warning.Problem switch
        {
            GzipProblem.Garbage => WarcWarningKind.GzipGarbage,
            GzipProblem.Truncated => WarcWarningKind.GzipTruncated,
            GzipProblem.Corrupt => WarcWarningKind.GzipCorrupt,
            GzipProblem.TooLong => WarcWarningKind.GzipTooLong,
            _ => WarcWarningKind.GzipChecksum,
        };
        _warnings.Add(kind, warning.Offset, warning.Message);
    }

    private void Warn(ZstandardWarning warning)
    {
        _damage = true;
        var kind = warning.Problem switch
        {
            ZstandardProblem.Garbage => WarcWarningKind.ZstandardGarbage,
            ZstandardProblem.Truncated => WarcWarningKind.ZstandardTruncated,
            ZstandardProblem.WrongChecksum or ZstandardProblem.WrongLength => WarcWarningKind.ZstandardChecksum,
            ZstandardProblem.TooLong or ZstandardProblem.WindowTooLarge => WarcWarningKind.ZstandardTooLong,
            ZstandardProblem.MissingDictionary => WarcWarningKind.ZstandardDictionary,
            _ => WarcWarningKind.ZstandardCorrupt,
        };
        _warnings.Add(kind, warning.Offset, warning.Message);
    }
}
