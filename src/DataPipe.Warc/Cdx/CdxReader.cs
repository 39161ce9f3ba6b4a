namespace DataPipe.Warc.Cdx;

/// <summary>
/// Reads an index in any <see cref="CdxFormat"/> from front to back; a classic one may name its columns in another order in its header line. It is lenient: a line that is no
/// entry is passed with a warning. Not for use by several threads at once.
/// </summary>
public sealed class CdxReader(Stream input, string name) : IAsyncDisposable
{
    private const int MaxHeldWarnings = 1000;

    private readonly CdxLines _lines = new(input, 0);
    private readonly WarningList _warnings = new(name, MaxHeldWarnings);
    private CdxColumns? _columns;

    /// <summary>All warnings so far, with those that were not held.</summary>
    public long WarningCount => _warnings.Count;

    /// <summary>The warnings since the last call, at most 1,000 of them.</summary>
    public IReadOnlyList<WarcWarning> TakeWarnings() => _warnings.Take();

    /// <summary>The next entry, or null at the end. Throws <see cref="WarcException"/> for a line of more than a megabyte.</summary>
    public async ValueTask<CdxEntry?> ReadAsync(CancellationToken cancellation)
    {
        while (await _lines.ReadAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            // pywb begins lines about the file itself with an exclamation mark.
            if (line.Length == 0 || line.StartsWith('!')) continue;
            if (line.TrimStart().StartsWith("CDX ", StringComparison.Ordinal) && CdxColumns.OfHeader(line) is { } columns) _columns = columns;
            else if (CdxLine.TryParse(line, _columns) is { } entry) return entry;
            else _warnings.Add(WarcWarningKind.MalformedIndexLine, _lines.LineOffset, "the line is no entry of an index");
        }
        return null;
    }

    /// <summary>Disposes the input.</summary>
    public ValueTask DisposeAsync() => input.DisposeAsync();
}
