using System.Runtime.CompilerServices;

namespace DataPipe.Warc.Cdx;

/// <summary>
/// Looks entries up in a sorted index file, by binary search in a stream that can seek: a look-up reads a few dozen pieces of it, whatever its size. Sorted is what
/// <c>LC_ALL=C sort</c> makes, and <see cref="CdxWriter"/> writes. Not for use by several threads at once; the stream stays the caller's.
/// </summary>
public sealed class CdxIndex
{
    // Below this distance lines are read one after another.
    private const int ScanBytes = 4096;

    private readonly Stream _stream;

    /// <summary>An index in <paramref name="sortedFile"/>. Throws <see cref="ArgumentException"/> when it cannot seek.</summary>
    public CdxIndex(Stream sortedFile)
    {
        if (!sortedFile.CanSeek) throw new ArgumentException("Looking up in an index needs a stream that can seek.", nameof(sortedFile));
        _stream = sortedFile;
    }

    /// <summary>The captures of an address, from the earliest on.</summary>
    public IAsyncEnumerable<CdxEntry> FindAsync(string url, CancellationToken cancellation) => FindKeysAsync(Surt.Of(url) + ' ', cancellation);

    /// <summary>The captures of all addresses whose key (see <see cref="Surt"/>) begins like that, in the order of the file: <c>com,example)/a</c>.</summary>
    public async IAsyncEnumerable<CdxEntry> FindKeysAsync(string keyPrefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        CdxColumns? columns = null;
        if (await LinesFrom(0).ReadAsync(cancellation).ConfigureAwait(false) is { } first) columns = CdxColumns.OfHeader(first);
        var lines = LinesFrom(await FindStartAsync(keyPrefix, cancellation).ConfigureAwait(false));
        while (await lines.ReadAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            if (string.CompareOrdinal(line, 0, keyPrefix, 0, keyPrefix.Length) > 0) yield break;
            if (!line.StartsWith(keyPrefix, StringComparison.Ordinal)) continue;
            var next = lines.NextOffset;
            if (CdxLine.TryParse(line, columns) is { } entry) yield return entry;
            // The caller may have moved the stream meanwhile, to look up something else.
            if (_stream.Position != lines.ReadOffset) lines = LinesFrom(next);
        }
    }

    // Offset of a line from which on the first line that is not before the prefix follows soon.
    private async ValueTask<long> FindStartAsync(string keyPrefix, CancellationToken cancellation)
    {
        long low = 0, high = _stream.Length;
        while (high - low > ScanBytes)
        {
            var middle = low + (high - low) / 2;
            var lines = LinesFrom(middle);
            // The rest of the line that the middle is in.
            await lines.ReadAsync(cancellation).ConfigureAwait(false);
            if (lines.NextOffset >= high || await lines.ReadAsync(cancellation).ConfigureAwait(false) is not { } line) high = middle;
            else if (string.CompareOrdinal(line, keyPrefix) < 0) low = lines.LineOffset;
            else high = middle;
        }
        return low;
    }

    private CdxLines LinesFrom(long offset)
    {
        _stream.Position = offset;
        return new CdxLines(_stream, offset);
    }
}
