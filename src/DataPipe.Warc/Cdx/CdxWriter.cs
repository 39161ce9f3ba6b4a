using System.Buffers;
using System.Text;

namespace DataPipe.Warc.Cdx;

/// <summary>
/// Writes an index, a line an entry in the order given. A file to be searched is in the order of its entries: this writer refuses one that goes back, unless told that
/// the file will be sorted elsewhere. Not for use by several threads at once.
/// </summary>
public sealed class CdxWriter(Stream output, CdxFormat format, bool sorted) : IAsyncDisposable
{
    private const int FlushBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _lines = new(FlushBytes);
    private CdxEntry? _last;
    private bool _begun;

    /// <summary>
    /// Writes an entry. Throws <see cref="ArgumentException"/> when <c>sorted</c> was given and it belongs before the one written last, or when a text of it holds a line break, or its
    /// key or timestamp a space; nothing of it is written then.
    /// </summary>
    public async ValueTask WriteAsync(CdxEntry entry, CancellationToken cancellation)
    {
        if (sorted && _last is not null && CdxEntry.Order.Compare(_last, entry) > 0)
            throw new ArgumentException($"The entry '{entry.Key} {entry.Timestamp}' belongs before '{_last.Key} {_last.Timestamp}': sort the entries first.", nameof(entry));
        foreach (var text in new[] { entry.Key, entry.Timestamp, entry.Url, entry.MediaType, entry.Digest, entry.Redirect, entry.FileName })
            if (text is not null && text.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException($"A text of the entry '{entry.Key}' holds a line break.", nameof(entry));
        if (entry.Key.Length == 0 || entry.Key.Contains(' ', StringComparison.Ordinal) || entry.Timestamp.Length == 0 || entry.Timestamp.Contains(' ', StringComparison.Ordinal))
            throw new ArgumentException($"The key '{entry.Key}' or the timestamp '{entry.Timestamp}' is empty or holds a space.", nameof(entry));
        Begin();
        CdxLine.Write(entry, format, _lines);
        _last = entry;
        if (_lines.WrittenCount >= FlushBytes) await FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes what is left, and disposes the output.</summary>
    public async ValueTask DisposeAsync()
    {
        Begin();
        await FlushAsync(CancellationToken.None).ConfigureAwait(false);
        await output.DisposeAsync().ConfigureAwait(false);
    }

    private void Begin()
    {
        if (!_begun && format != CdxFormat.Cdxj) Encoding.ASCII.GetBytes((format == CdxFormat.Cdx11 ? CdxColumns.Eleven : CdxColumns.Nine).Header + "\n", _lines);
        _begun = true;
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await output.WriteAsync(_lines.WrittenMemory, cancellation).ConfigureAwait(false);
        _lines.ResetWrittenCount();
    }
}
