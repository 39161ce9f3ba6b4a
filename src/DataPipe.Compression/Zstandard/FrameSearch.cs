using System.Globalization;
using DataPipe.Compression.Gzip;

namespace DataPipe.Compression.Zstandard;

/// <summary>
/// Finds the next frame after damage. A damaged length lets the decoder run over the frames behind it; so the search begins right behind the header of the damaged frame. For that
/// the raw bytes from the first place that looks like a frame are kept while a frame is decoded; in sound data such a place is rarer than one in 2^32 bytes.
/// </summary>
internal sealed class FrameSearch(RawBuffer raw, Action<ZstandardWarning> warn)
{
    /// <summary>Bytes that are needed to judge whether a frame begins: its number, a descriptor and one more.</summary>
    private const int JudgedBytes = 6;

    // Ours: enough for several web pages behind the damage. More than this is not kept.
    private const int MaxKeptBytes = 1 << 20;

    // Going back costs decoding again: at most this often for each byte of the file, or hostile input could make the time quadratic.
    private const int MaxRereads = 4;

    private long _searchOffset;
    private long _rereadBytes;
    private bool _afterDamage;

    private static ReadOnlySpan<byte> Magic => [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>A frame begins at the read position.</summary>
    public void FrameStarts() => _searchOffset = raw.Position + 1;

    /// <summary>Chooses the passed bytes to keep: to be called before reading more.</summary>
    public void Retain()
    {
        _searchOffset = Math.Max(_searchOffset, raw.FirstOffset);
        if (_searchOffset < raw.Position)
        {
            var passed = raw.Passed(_searchOffset);
            var hit = Find(passed);
            _searchOffset += hit >= 0 ? hit : Math.Max(0, passed.Length - (JudgedBytes - 1));
            if (raw.Position - _searchOffset > MaxKeptBytes) _searchOffset = raw.Position;
        }
        raw.KeepOffset = _searchOffset;
    }

    /// <summary>The frame is damaged: the search goes back to the first place worth a look, unless going back has cost too much already.</summary>
    public void DamageFound()
    {
        _afterDamage = true;
        var back = raw.Position - Math.Max(_searchOffset, raw.FirstOffset);
        if (back <= 0) return;
        _rereadBytes += back;
        if (_rereadBytes <= MaxRereads * raw.Position + MaxKeptBytes) raw.GoTo(raw.Position - back);
    }

    /// <summary>Moves to the next place that looks like a frame, and warns of what lies before it; false when there is none.</summary>
    public async ValueTask<bool> FindFrameAsync(CancellationToken cancellation)
    {
        var from = raw.Position;
        raw.KeepOffset = null;
        // What was no frame at this place, though it may look like one, is not tried again.
        if (!_afterDamage) raw.Advance(Math.Min(1, raw.Unread.Length));
        var isFound = false;
        while (!isFound)
        {
            var hit = Find(raw.Unread);
            raw.Advance(hit >= 0 ? hit : Math.Max(0, raw.Unread.Length - (JudgedBytes - 1)));
            isFound = hit >= 0;
            if (isFound || await raw.ReadMoreAsync(cancellation).ConfigureAwait(false)) continue;
            raw.Advance(raw.Unread.Length);
            break;
        }
        // What is skipped behind damage belongs to the damaged frame, of which there is a warning already.
        if (!_afterDamage && raw.Position > from)
            warn(new ZstandardWarning(ZstandardProblem.Garbage, from, string.Create(CultureInfo.InvariantCulture, $"{raw.Position - from} bytes skipped that belong to no Zstandard frame")));
        _afterDamage = false;
        return isFound;
    }

    // The first place with a frame's number and the reserved bit of its descriptor clear, or -1. The last bytes, too few to judge by, are not searched.
    private static int Find(ReadOnlySpan<byte> bytes)
    {
        var from = 0;
        while (true)
        {
            var hit = bytes[from..].IndexOf(Magic);
            if (hit < 0 || from + hit + JudgedBytes > bytes.Length) return -1;
            from += hit;
            if ((bytes[from + 4] & 8) == 0) return from;
            from++;
        }
    }
}
